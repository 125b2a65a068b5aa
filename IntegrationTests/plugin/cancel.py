"""The tool ends with SwiftPM, however that ends."""

import json
import os
import signal
import subprocess
import time

from plugin_case import PluginTestCase


class CancelTests(PluginTestCase):
    def check(self, number, to_group):
        report, done = self.temporary / "pid.json", self.temporary / "cancelled"
        for path in (report, done):
            path.unlink(missing_ok=True)
        process = subprocess.Popen(
            self.command(),
            cwd=self.client,
            env=self.environment({"report": str(report), "wait_for_cancel": str(done)}),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self.await_that(lambda: report.exists() and report.stat().st_size > 0, 300)
        pid = json.loads(report.read_text())["pid"]
        time.sleep(0.5)
        self.assertTrue(self.is_running(pid), "the helper must not take an open input for its end")
        (os.killpg if to_group else os.kill)(process.pid, number)
        process.wait(30)
        self.await_that(lambda: not self.is_running(pid), 10)
        self.assertTrue(done.exists())
        self.assertNotEqual(process.returncode, 0)

    def await_that(self, condition, seconds):
        end = time.monotonic() + seconds
        while not condition():
            self.assertLess(time.monotonic(), end)
            time.sleep(0.05)

    @staticmethod
    def is_running(pid):
        try:
            with open(f"/proc/{pid}/stat") as status:
                return status.read().rpartition(")")[2].split()[0] != "Z"
        except FileNotFoundError:
            return False

    def test_interrupt_from_the_terminal(self):
        self.check(signal.SIGINT, to_group=True)

    def test_interrupt_of_swiftpm_alone(self):
        self.check(signal.SIGINT, to_group=False)

    def test_termination_of_swiftpm_alone(self):
        self.check(signal.SIGTERM, to_group=False)

    def test_death_of_swiftpm(self):
        self.check(signal.SIGKILL, to_group=False)
