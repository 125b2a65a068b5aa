"""The package graph that the plugin hands to the tool."""

import json
import os

from plugin_case import PluginTestCase


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
