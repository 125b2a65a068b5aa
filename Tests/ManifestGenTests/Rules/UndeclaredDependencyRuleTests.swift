import Testing

@testable import ManifestGen

@Suite("FL004: packages that nothing provides")
struct UndeclaredDependencyRuleTests {
    private struct Example {
        var statement: String
        var resource = "cpu"
        var packages = AvailablePackages.declared([])
    }

    private func read(_ examples: [Example]) throws -> [[ProjectModule]] {
        try modules(
            of: examples.map { example in
                let source = "@remote(\(example.resource))\nasync def run(x):\n    \(example.statement)\n    return x\n"
                return ["a.py": source, "src/pkg/mod.py": "", "configs.py": ""]
            }
        )
    }

    private func findings(_ examples: [Example]) throws -> [[Diagnostic]] {
        zip(examples, try read(examples)).map { project(of: $1, packages: $0.packages).findings() }
    }

    @Test("An import that nothing provides is an error")
    func missing() throws {
        let cases: [(statement: String, resource: String, hint: String)] = [
            (
                "import numpy", "cpu",
                "add \"numpy\" to 'dependencies' of 'run' or to requirements.txt; only the GPU images carry 'numpy'"
            ),
            (
                "import torch.nn as nn", "cpu",
                "add \"torch\" to 'dependencies' of 'run' or to requirements.txt; only the GPU images carry 'torch'"
            ),
            (
                "from PIL import Image", "gpu",
                "add \"pillow\" to 'dependencies' of 'run' or to requirements.txt (\"pillow-simd\" would do as well)"
            ),
            ("import yaml", "cpu", "add \"pyyaml\" to 'dependencies' of 'run' or to requirements.txt"),
            (
                "from sklearn.svm import SVC", "gpu",
                "add \"scikit-learn\" to 'dependencies' of 'run' or to requirements.txt"
            ),
            (
                "from google.cloud import storage", "cpu",
                "add \"google-cloud-storage\" to 'dependencies' of 'run' or to requirements.txt"
            ),
            ("import pkg.mod", "cpu", "'pkg' is in 'src/', but workers import from the project's root; move it there"),
            ("import imp", "cpu", "'imp' left the standard library with Python 3.12; use its successor or a package"),
        ]
        let found = try findings(cases.map { Example(statement: $0.statement, resource: $0.resource) })
        for (example, findings) in zip(cases, found) {
            #expect(findings.summary == ["FL004 a.py:3"], "\(example)")
            #expect(findings.first?.hint == example.hint)
        }
    }

    @Test("The standard library, the project, the image and declared packages provide; optional imports are free")
    func provided() throws {
        let cases: [(statement: String, resource: String, declared: [String])] = [
            ("import os.path, asyncio, tomllib, _thread", "cpu", []),
            ("import configs, src.pkg.mod", "cpu", []),
            ("import runpod_flash, cloudpickle", "cpu", []),
            ("import torch, torchvision, numpy as np", "gpu", []),
            ("import anything.at.all", "custom", []),
            ("from . import sibling", "cpu", []),
            ("try: import cupy\n    except ImportError: import numpy", "cpu", []),
            (
                "import yaml, PIL.Image, cv2", "cpu",
                ["PyYAML~=6.0", "Pillow [x] >= 9", "opencv_python; python_version > '3'"]
            ),
            ("import ruamel.yaml", "cpu", ["ruamel.yaml"]),
            ("import sys; sys.path.append('/v'); import private", "cpu", []),
            ("from typing import TYPE_CHECKING\n    if TYPE_CHECKING: import pandas", "cpu", []),
        ]
        let found = try findings(
            cases.map { Example(statement: $0.statement, resource: $0.resource, packages: .declared($0.declared)) }
        )
        for (example, findings) in zip(cases, found) {
            #expect(findings.summary == [], "\(example)")
        }
    }

    @Test("How much is known of the packages decides how much an unknown import weighs")
    func knowledge() throws {
        let cases: [(packages: AvailablePackages, statement: String, expected: [String])] = [
            (.declared(["pandas"]), "import numpy", ["FL004 a.py:3?"]),
            (.declared(["git+https://example.com/x.git"]), "import frob", ["FL004 a.py:3?"]),
            (.declared(["thing @ https://example.com/x.whl"]), "import thing", []),
            (.resolved(["pandas", "numpy"]), "import numpy", []),
            (.resolved(["pandas", "numpy"]), "import cv2", ["FL004 a.py:3"]),
            (.resolved(["pandas"]), "import huggingface_hub", ["FL004 a.py:3"]),
            (.resolved(["huggingface-hub"]), "from huggingface_hub import snapshot_download", []),
            (.resolved(["python-frob"]), "import frob", ["FL004 a.py:3?"]),
            (.installed(modules: ["frob"], excluded: []), "import frob.sub", []),
            (.installed(modules: ["frob"], excluded: ["Frob_Two"]), "import frob_two", []),
            (.installed(modules: ["frob"], excluded: ["Torch"]), "import torch", ["FL004 a.py:3?"]),
            (.declared(["torch"], excluded: ["torch"]), "import torch.nn", ["FL004 a.py:3?"]),
            (.resolved(["six"], excluded: ["opencv-python"]), "import cv2", []),
            (.installed(modules: ["frob"], excluded: []), "import numpy", ["FL004 a.py:3"]),
        ]
        let found = try findings(cases.map { Example(statement: $0.statement, packages: $0.packages) })
        for (example, findings) in zip(cases, found) {
            #expect(findings.summary == example.expected, "\(example)")
        }
    }

    @Test("An import under a condition may never run and is a warning; a package is reported once per function")
    func conditions() throws {
        let found = try findings([
            Example(statement: "if x: import pandas"),
            Example(statement: "import pandas\n    from pandas import DataFrame"),
        ])
        #expect(found.map(\.summary) == [["FL004 a.py:3?"], ["FL004 a.py:3"]])
    }

    @Test("Modules come and go with versions of Python")
    func versions() throws {
        let minors = ["tomllib": 11...13, "distutils": 10...11, "cgi": 10...12, "json": 10...13]
        let names = minors.keys.sorted()
        for (name, modules) in zip(names, try read(names.map { Example(statement: "import \($0)") })) {
            for minor in 10...13 {
                let isThere = project(of: modules, pythonMinor: minor).findings().isEmpty
                #expect(isThere == minors[name]?.contains(minor), "\(name) in 3.\(minor)")
            }
        }
    }
}
