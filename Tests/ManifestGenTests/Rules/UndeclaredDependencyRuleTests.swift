import Testing

@testable import ManifestGen

@Suite("FL004: packages that nothing provides")
struct UndeclaredDependencyRuleTests {
    private func findings(
        _ statement: String,
        resource: String = "cpu",
        packages: AvailablePackages = .declared([]),
        minor: Int = 12
    ) throws -> [Diagnostic] {
        let source = "@remote(\(resource))\nasync def run(x):\n    \(statement)\n    return x\n"
        return try check(
            ["a.py": source, "src/pkg/mod.py": "", "configs.py": ""],
            packages: packages,
            pythonMinor: minor
        )
    }

    @Test(
        "An import that nothing provides is an error",
        arguments: [
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
    )
    func missing(statement: String, resource: String, hint: String) throws {
        let found = try findings(statement, resource: resource)
        #expect(found.summary == ["FL004 a.py:3"])
        #expect(found.first?.hint == hint)
    }

    @Test(
        "The standard library, the project, the image and declared packages provide; optional imports are free",
        arguments: [
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
        ] as [(String, String, [String])]
    )
    func provided(statement: String, resource: String, declared: [String]) throws {
        #expect(try findings(statement, resource: resource, packages: .declared(declared)).summary == [])
    }

    @Test(
        "How much is known of the packages decides how much an unknown import weighs",
        arguments: [
            (.declared(["pandas"]), "import numpy", ["FL004 a.py:3?"]),
            (.declared(["git+https://example.com/x.git"]), "import frob", ["FL004 a.py:3?"]),
            (.declared(["thing @ https://example.com/x.whl"]), "import thing", []),
            (.resolved(["pandas", "numpy"]), "import numpy", []),
            (.resolved(["pandas", "numpy"]), "import cv2", ["FL004 a.py:3"]),
            (.resolved(["pandas"]), "import huggingface_hub", ["FL004 a.py:3"]),
            (.resolved(["huggingface-hub"]), "from huggingface_hub import snapshot_download", []),
            (.resolved(["python-frob"]), "import frob", ["FL004 a.py:3?"]),
            (.installed(modules: ["frob"], excluded: []), "import frob.sub", []),
            (.installed(modules: ["frob"], excluded: ["Torch"]), "import torch", []),
            (.installed(modules: ["frob"], excluded: []), "import numpy", ["FL004 a.py:3"]),
        ] as [(AvailablePackages, String, [String])]
    )
    func knowledge(packages: AvailablePackages, statement: String, expected: [String]) throws {
        #expect(try findings(statement, packages: packages).summary == expected)
    }

    @Test("An import under a condition may never run and is a warning; a package is reported once per function")
    func conditions() throws {
        #expect(try findings("if x: import pandas").summary == ["FL004 a.py:3?"])
        #expect(try findings("import pandas\n    from pandas import DataFrame").summary == ["FL004 a.py:3"])
    }

    @Test("Modules come and go with versions of Python", arguments: [("tomllib", 10), ("distutils", 12), ("cgi", 13)])
    func versions(module: String, missingIn: Int) throws {
        for minor in 10...13 {
            let isThere = module == "tomllib" ? minor > missingIn : minor < missingIn
            #expect(try findings("import \(module)", minor: minor).isEmpty == isThere)
        }
    }
}
