"""What the plugin does with the streams, arguments and exit status of the tool."""

import signal
import subprocess
import time

from plugin_case import PluginTestCase


class StreamTests(PluginTestCase):
    def stdout(self, *writes):
        result = self.run_plugin(plan={"writes": [["stdout", text, 0] for text in writes]})
        self.assertEqual(result.returncode, 0, result.stderr.decode())
        return result.stdout

    def test_output_passes_unchanged(self):
        self.assertEqual(self.stdout('{"a": 1}\n', "grün ✓\t\x1b[1mbold\x1b[0m\n", "\n", "end\n").decode(),
                         '{"a": 1}\ngrün ✓\t\x1b[1mbold\x1b[0m\n\nend\n')

    def test_last_line_is_completed_only_when_it_must_be(self):
        self.assertEqual(self.stdout("one\ntwo"), b"one\ntwo\n")
        self.assertEqual(self.stdout("one\ntwo\n"), b"one\ntwo\n")
        self.assertEqual(self.stdout(), b"")

    def test_large_output_on_both_streams(self):
        result = self.run_plugin(plan={"flood": 20_000})
        self.assertEqual(result.stdout, b"".join(b"data %d\n" % index for index in range(20_000)))
        notes = [line for line in result.stderr.decode().splitlines() if line.startswith("[FlashBuild] note ")]
        self.assertEqual(notes, [f"[FlashBuild] note {index}" for index in range(20_000)])

    def test_standard_error_stays_apart(self):
        writes = [["stderr", "resolving\n", 0], ["stdout", "data\n", 0], ["stderr", "warning: old\nhalf ", 0],
                  ["stderr", "line", 0]]
        result = self.run_plugin(plan={"writes": writes})
        self.assertEqual(result.returncode, 0)
        self.assertEqual(result.stdout, b"data\n")
        # SwiftPM keeps no order between diagnostics and progress.
        lines = sorted(result.stderr.decode().splitlines()[-3:])
        self.assertEqual(lines, ["[FlashBuild] half line", "[FlashBuild] resolving", "warning: old"])

    def test_standard_error_is_live(self):
        plan = {"writes": [["stderr", "first\n", 6]]}
        with subprocess.Popen(self.command(), cwd=self.client, env=self.environment(plan), stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
            for line in process.stderr:
                if "first" in line:
                    break
            shown = time.monotonic()
            process.wait()
            self.assertGreater(time.monotonic() - shown, 3)

    def test_error_lines_fail_with_their_text(self):
        result = self.run_plugin(plan={"writes": [["stderr", "error: main.py:3: no such thing\n", 0]], "exit": 65})
        self.assertEqual(result.returncode, 1)
        errors = [line for line in result.stderr.decode().splitlines() if line.startswith("error: ")]
        self.assertEqual(errors, ["error: main.py:3: no such thing", "error: flash failed with exit code 65"])

    def test_a_finding_is_one_message_however_it_arrives(self):
        finding = ["error[FL003]: 'f' uses 'g'\n  --> a.py:12:4\n   |\n12 | ", "    g()\n   |     ^\n", "note: bound here\n"]
        writes = [["stderr", "scanning\n", 0], *(["stderr", text, 0.01] for text in finding), ["stderr", "resolving\n", 0],
                  ["stderr", "warning: old\n", 0], ["stderr", "  help: new\nwarning: odd\n", 0]]
        result = self.run_plugin(plan={"writes": writes})
        self.assertEqual(result.returncode, 1)
        text = result.stderr.decode()
        self.assertIn("error: [FL003] 'f' uses 'g'\n  --> a.py:12:4\n   |\n12 |     g()\n   |     ^\nnote: bound here\n", text)
        self.assertIn("warning: old\n  help: new\n", text)
        for line in ["[FlashBuild] scanning", "[FlashBuild] resolving", "warning: odd"]:
            self.assertIn(line, text.splitlines())

    def test_exit_codes(self):
        for status in [1, 64, 255]:
            result = self.run_plugin(plan={"exit": status})
            self.assertEqual(result.returncode, 1)
            self.assertIn(f"error: flash failed with exit code {status}", result.stderr.decode())

    def test_death_by_signal_fails(self):
        for number in [signal.SIGKILL, signal.SIGABRT, signal.SIGTERM]:
            result = self.run_plugin(plan={"signal": int(number)})
            self.assertEqual(result.returncode, 1)
            self.assertIn(f"error: flash was killed by signal {int(number)}", result.stderr.decode())

    def test_arguments_are_verbatim(self):
        arguments = ["--product", "api", "a b", "", "--x=é", "--", "--jobs", "-", "'", '"']
        report, _ = self.report(*arguments)
        graph = str(self.work / "package-graph.json")
        self.assertEqual(report["arguments"], ["build", str(self.client), "--package-graph", graph, *arguments])

    def test_help_reaches_the_helper(self):
        self.assertEqual(self.report("--help")[0]["arguments"][-1], "--help")

    def test_working_directory_is_the_users(self):
        self.assertEqual(self.report(directory=self.client / "Sources")[0]["directory"], str(self.client / "Sources"))

    def test_environment(self):
        environment = self.report()[0]["environment"]
        self.assertEqual(environment["FLASH_CANCEL_ON_STDIN_EOF"], "1")
        self.assertNotIn("LD_LIBRARY_PATH", environment)
        environment = self.report(LD_LIBRARY_PATH="/opt/mine:/opt/other")[0]["environment"]
        self.assertEqual(environment["LD_LIBRARY_PATH"], "/opt/mine:/opt/other")

    def test_unusable_tool_is_an_error(self):
        result = self.run_plugin(FLASH_TOOL="/nonexistent/flash")
        self.assertEqual(result.returncode, 1)
        self.assertIn("error: FLASH_TOOL names /nonexistent/flash, which is not an executable file", result.stderr.decode())
