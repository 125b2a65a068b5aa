"""Runs the plugin in a client package."""

import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import unittest

import packages

ECHO = packages.REPOSITORY / "IntegrationTests" / "plugin" / "echo-tool"
CRASH_REPORTS = "enable=yes,color=no,interactive=no,threads=all,registers=none,images=none"


class PluginTestCase(unittest.TestCase):
    """A client package of its own for each class. `shared` is a directory for what all classes have built."""

    shared = None

    @classmethod
    def setUpClass(cls):
        cls.temporary = pathlib.Path(tempfile.mkdtemp(prefix="flash-plugin-")).resolve()
        cls.addClassCleanup(shutil.rmtree, cls.temporary, ignore_errors=True)
        cls.client = packages.write(cls.temporary)
        kept = os.environ.get("FLASH_TEST_SCRATCH")
        cls.scratch = pathlib.Path(kept).resolve() if kept else cls.shared / "scratch"
        cls.work = cls.scratch / "plugins" / "FlashBuild" / "outputs"

    @classmethod
    def command(cls, *arguments, package=None):
        command = ["swift", "package", "--package-path", str(package or cls.client), "--scratch-path", str(cls.scratch)]
        return command + ["flash-build", *arguments]

    @classmethod
    def environment(cls, plan=None, **variables):
        inherited = {key: value for key, value in os.environ.items() if not key.startswith("FLASH_")}
        if plan is not None:
            inherited |= {"FLASH_TOOL": str(ECHO), "ECHO_TOOL": json.dumps(plan)}
        return inherited | variables

    @classmethod
    def run_plugin(cls, *arguments, plan=None, directory=None, package=None, **variables):
        """Runs the plugin, and once more if SwiftPM itself crashed.

        On Linux SwiftPM now and then dies of signal 11 when the streams of a plugin end, whatever the plugin did
        (swift-corelibs-libdispatch issue 949). A crash of the plugin or of the tool does not look like that: SwiftPM
        then exits with a status. The crash report is printed, and a second crash is a failure.
        """
        for is_last in (False, True):
            result = subprocess.run(
                cls.command(*arguments, package=package),
                cwd=directory or cls.client,
                env=cls.environment(plan, **{"SWIFT_BACKTRACE": CRASH_REPORTS} | variables),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                start_new_session=True,
                timeout=900,
            )
            if is_last or result.returncode != -signal.SIGSEGV:
                return result
            print("SwiftPM crashed:", result.stderr.decode(errors="replace"), sep="\n", file=sys.stderr)

    def report(self, *arguments, **options):
        """Runs the echo tool and returns what it saw, with the process result."""
        path = self.temporary / "report.json"
        path.unlink(missing_ok=True)
        result = self.run_plugin(*arguments, plan={"report": str(path)}, **options)
        self.assertEqual(result.returncode, 0, result.stderr.decode())
        return json.loads(path.read_text()), result
