"""The first use of the plugin, which builds the tool, and what comes after it."""

import hashlib
import json
import os
import subprocess
import tarfile

import packages
from plugin_case import PluginTestCase


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
