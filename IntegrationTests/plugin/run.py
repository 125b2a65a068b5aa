#!/usr/bin/env python3
"""Runs the real `swift package flash-build` in client packages, with a scratch path of its own and no terminal.

    IntegrationTests/plugin/run.py [-v] [StreamTests | GraphTests | CancelTests | FirstUseTests]

FLASH_TEST_SCRATCH names a scratch path to keep between runs; FirstUseTests always build the tool anew.
"""

import hashlib
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tarfile
import tempfile
import time
import unittest

import packages

ECHO = packages.REPOSITORY / "IntegrationTests" / "plugin" / "echo-tool"
CRASH_REPORTS = "enable=yes,color=no,interactive=no,threads=all,registers=none,images=none"


class PluginTestCase(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = pathlib.Path(tempfile.mkdtemp(prefix="flash-plugin-")).resolve()
        cls.addClassCleanup(shutil.rmtree, cls.temporary, ignore_errors=True)
        cls.client = packages.write(cls.temporary)
        kept = os.environ.get("FLASH_TEST_SCRATCH")
        cls.scratch = pathlib.Path(kept).resolve() if kept else SHARED / "scratch"
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


class GraphTests(PluginTestCase):
    def setUp(self):
        self.report()
        self.graph = json.loads((self.work / "package-graph.json").read_text())
        self.packages = {package["id"]: package for package in self.graph["packages"]}

    def target(self, package, name):
        return next(target for target in self.packages[package]["targets"] if target["name"] == name)

    def files(self, package, name):
        target = self.target(package, name)
        return {os.path.relpath(file["path"], target["directory"]): file["type"] for file in target["files"]}

    def test_packages(self):
        self.assertEqual(self.graph["version"], 1)
        self.assertEqual(self.graph["rootPackage"], "sample-client")
        client = self.packages["sample-client"]
        self.assertEqual(client["directory"], str(self.client))
        self.assertEqual(client["toolsVersion"], "6.1.0")
        self.assertEqual(client["origin"], {"kind": "root"})
        self.assertIn("kit", client["dependencies"])
        self.assertEqual(self.packages["kit"]["origin"], {"kind": "local", "location": str(self.temporary / "kit")})

    def test_products(self):
        products = {product["name"]: product for product in self.packages["sample-client"]["products"]}
        self.assertEqual(products["api"], {"name": "api", "kind": "executable", "targets": ["API"]})
        self.assertEqual(products["Jobs"], {"name": "Jobs", "kind": "library", "targets": ["Jobs"]})

    def test_kinds(self):
        self.assertEqual(self.target("sample-client", "API")["kind"], "executable")
        self.assertEqual(self.target("sample-client", "Jobs")["kind"], "library")
        self.assertEqual(self.target("sample-client", "APITests")["kind"], "test")

    def test_files(self):
        self.assertEqual(
            self.files("sample-client", "API"),
            {"API.swift": "source", "settings.json": "resource", "undeclared.py": "unknown", "workers": "resource"},
        )
        self.assertEqual(self.files("sample-client", "Shared"), {"Shared.swift": "source", "common/util.py": "unknown"})
        self.assertEqual(self.files("kit", "Kit"), {"Kit.swift": "source", "kit": "resource"})

    def test_dependencies(self):
        self.assertEqual(
            self.target("sample-client", "API")["dependencies"],
            [{"package": "sample-client", "target": "Shared"}, {"package": "kit", "product": "Kit"}],
        )

    def test_every_reference_leads_somewhere(self):
        for package in self.packages.values():
            for target in package["targets"]:
                for dependency in target["dependencies"]:
                    kind, name = ("targets", dependency.get("target")) if "target" in dependency else ("products", dependency["product"])
                    self.assertIn(name, [entry["name"] for entry in self.packages[dependency["package"]][kind]])

    def test_the_same_package_gives_the_same_bytes(self):
        first = (self.work / "package-graph.json").read_bytes()
        self.report()
        self.assertEqual((self.work / "package-graph.json").read_bytes(), first)


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


class FirstUseTests(PluginTestCase):
    """Packages fixtures/swift-client, made to depend on a tagged git repository by URL as clients do.

    Nothing stands in for the tool: the first run builds it, which takes minutes; all tests share that build.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.url, cls.client = packages.write_released(cls.temporary)
        cls.scratch = cls.temporary / "scratch"
        cls.work = cls.scratch / "plugins" / "FlashBuild" / "outputs"
        cls.helper = cls.work / "helper" / "flash"
        cls.first = cls.run_plugin()

    def setUp(self):
        self.assertEqual(self.first.returncode, 0, self.first.stderr.decode())

    def built(self):
        return {path.name: path.read_bytes() for path in (self.client / ".flash").iterdir() if path.name != ".lock"}

    def test_first_run_builds_the_tool_and_the_artifact(self):
        self.assertEqual(self.first.stderr.decode().count("Building flash"), 1)
        self.assertIn("Building flash (first use", self.first.stderr.decode())
        self.assertIn(b"swift-client: 3 remote functions on 2 resources", self.first.stdout)
        self.assertEqual(sorted(self.built()), ["artifact.tar.gz", "flash_manifest.json"])

    def test_members(self):
        with tarfile.open(self.client / ".flash" / "artifact.tar.gz") as archive:
            members = {member.name: archive.extractfile(member).read() for member in archive if member.isfile()}
        self.assertEqual(members["flash_manifest.json"], self.built()["flash_manifest.json"])
        source = self.client / "Sources" / "Client"
        own = {name for name in members if name.split("/")[0] not in ("certifi", "idna") and ".dist-info/" not in name}
        self.assertEqual(
            own, {"flash_manifest.json", "settings.json", "workers/__init__.py", "workers/gpu.py", "workers/text.py"}
        )
        for name in own - {"flash_manifest.json"}:
            self.assertEqual(members[name], (source / name).read_bytes(), name)
        self.assertLess({"certifi/cacert.pem", "idna/core.py", "idna-3.10.dist-info/METADATA"}, members.keys())

    def test_manifest(self):
        manifest = json.loads(self.built()["flash_manifest.json"])
        functions = {
            name: [(function["module"], function["name"]) for function in resource["functions"]]
            for name, resource in manifest["resources"].items()
        }
        self.assertEqual(
            functions,
            {
                "gpu_worker": [("workers.gpu", "device_name")],
                "text_worker": [("workers.text", "encode_host"), ("workers.text", "count_words")],
            },
        )

    def test_second_run_uses_the_tool_and_gives_the_same_bytes(self):
        before, helper = self.built(), self.helper.stat()
        second = self.run_plugin()
        self.assertEqual(second.returncode, 0, second.stderr.decode())
        self.assertEqual(second.stdout, self.first.stdout)
        self.assertNotIn("Building flash", second.stderr.decode())
        self.assertEqual(self.helper.stat().st_ctime_ns, helper.st_ctime_ns)
        self.assertEqual(self.built(), before)

    def test_the_tool_alone_gives_the_same_bytes(self):
        before = self.built()
        environment = self.environment() | {"TMPDIR": str(self.temporary)}
        subprocess.run([self.helper, "build", self.client], env=environment, check=True, capture_output=True)
        self.assertEqual(self.built(), before)

    def test_json(self):
        result = self.run_plugin("--format", "json", "--product", "client")
        self.assertEqual(result.returncode, 0, result.stderr.decode())
        digest = hashlib.sha256(self.built()["artifact.tar.gz"]).hexdigest()
        self.assertEqual(json.loads(result.stdout)["artifact"]["sha256"], digest)

    def test_listing_names_the_rule(self):
        ignored = self.client / "Sources" / "Client" / "workers" / ".env"
        ignored.write_text("TOKEN=1")
        self.addCleanup(ignored.unlink)
        result = self.run_plugin("--list-files")
        self.assertEqual(result.returncode, 0, result.stderr.decode())
        self.assertRegex(result.stdout.decode(), r"Sources/Client/workers/\.env +\"\.env\" \(built-in default\)")

    def test_finding_fails_with_its_place_and_leaves_the_outputs(self):
        before = self.built()
        source = self.client / "Sources" / "Client" / "workers" / "text.py"
        text, status = source.read_text(), source.stat()
        # The time of the newest source is a part of the manifest.
        self.addCleanup(os.utime, source, ns=(status.st_atime_ns, status.st_mtime_ns))
        self.addCleanup(source.write_text, text)
        source.write_text(text.replace("    import idna\n", "").replace("from runpod", "import idna\nfrom runpod"))
        result = self.run_plugin()
        self.assertEqual(result.returncode, 1)
        self.assertEqual(result.stdout, b"")
        lines = result.stderr.decode().splitlines()
        finding = next(index for index, line in enumerate(lines) if line.startswith("error: [FL"))
        self.assertIn("'encode_host' uses 'idna'", lines[finding])
        self.assertRegex(lines[finding + 1], r"^ *--> Sources/Client/workers/text\.py:\d+:\d+$")
        self.assertTrue(lines[-2].startswith("error: The sources have an error"), lines)
        self.assertEqual(lines[-1], "error: flash failed with exit code 65")
        self.assertEqual(self.built(), before)

    def test_usage_error(self):
        result = self.run_plugin("--no-such-option")
        self.assertEqual(result.returncode, 1)
        self.assertIn("error: Unknown option '--no-such-option'", result.stderr.decode())
        self.assertIn("error: flash failed with exit code 64", result.stderr.decode())

    def test_unknown_product(self):
        result = self.run_plugin("--product", "nope")
        self.assertEqual(result.returncode, 1)
        self.assertIn('error: no product "nope"', result.stderr.decode())

    def test_changed_sources_are_built_again(self):
        before = self.helper.stat()
        (self.work / "helper" / "stamp").write_text("other sources")
        result = self.run_plugin("--help")
        self.assertEqual(result.returncode, 0, result.stderr.decode())
        self.assertIn(b"USAGE: ", result.stdout)
        self.assertEqual(result.stderr.decode().count("Building flash (its sources or the toolchain changed)"), 1)
        self.assertNotEqual(self.helper.stat().st_ctime_ns, before.st_ctime_ns)

    def test_helper_is_an_optimised_build(self):
        self.assertNotIn(b"/debug/", self.helper.read_bytes())

    def test_origin(self):
        graph = json.loads((self.work / "package-graph.json").read_text())
        origin = next(package["origin"] for package in graph["packages"] if package["id"] == "flash")
        self.assertEqual((origin["kind"], origin["location"].rstrip("/"), origin["version"]), ("repository", self.url, "1.2.3"))


if __name__ == "__main__":
    SHARED = pathlib.Path(tempfile.mkdtemp(prefix="flash-plugin-scratch-")).resolve()
    try:
        unittest.main()
    finally:
        shutil.rmtree(SHARED, ignore_errors=True)
