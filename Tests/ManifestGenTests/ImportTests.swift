import ManifestGen
import Testing

@Suite("Configurations from other modules")
struct ImportTests {
    static let configs =
        "from runpod_flash import LiveServerless, GpuGroup\nshared = LiveServerless(name='s', gpus=[GpuGroup.ADA_24])\n"
    static let body = "\n@remote(%)\ndef f(): pass\n"

    struct Case: CustomTestStringConvertible, Sendable {
        let imports: String
        let use: String
        var files: [String: String] = [:]
        var path = "workers/gpu/w.py"
        var testDescription: String { imports }
    }

    @Test(arguments: [
        Case(imports: "from configs import shared", use: "shared"),
        Case(imports: "from configs import shared as x", use: "x"),
        Case(imports: "from configs import *", use: "shared"),
        Case(imports: "import configs", use: "configs.shared"),
        Case(imports: "import configs as c", use: "c.shared"),
        Case(
            imports: "from workers.common import shared",
            use: "shared",
            files: ["workers/common.py": "from configs import shared"]
        ),
        Case(
            imports: "from ..common import shared",
            use: "shared",
            files: ["workers/common.py": "from configs import shared"]
        ),
        Case(
            imports: "from .. import common",
            use: "common.shared",
            files: ["workers/common.py": "import configs\nshared = configs.shared"]
        ),
        Case(
            imports: "from workers import shared",
            use: "shared",
            files: ["workers/__init__.py": "from configs import shared"]
        ),
        Case(
            imports: "import workers.common as c",
            use: "c.shared",
            files: ["workers/common.py": "from configs import *"]
        ),
        Case(
            imports: "import workers.common",
            use: "workers.common.shared",
            files: ["workers/common.py": "from configs import shared"]
        ),
        Case(
            imports: "from . import c",
            use: "c.shared",
            files: ["workers/gpu/__init__.py": "", "workers/gpu/c.py": "from configs import shared"]
        ),
        Case(
            imports: "from .c import shared",
            use: "shared",
            files: ["pkg/c.py": "from configs import shared"],
            path: "pkg/__init__.py"
        ),
        Case(imports: "try:\n    from configs import shared\nexcept ImportError:\n    shared = None", use: "shared"),
        Case(
            imports:
                "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from nowhere import shared\nelse:\n    from configs import shared",
            use: "shared"
        ),
    ])
    func isResolved(test: Case) throws {
        let source = "from runpod_flash import remote\n" + test.imports + Self.body.replacing("%", with: test.use)
        let files = test.files.merging(["configs.py": Self.configs, test.path: source]) { $1 }
        let scanned = try scan(files)
        #expect(scanned.findings == [])
        let resource = try #require(scanned.resources.first)
        #expect(resource.name == "s")
        #expect(resource.variable == "shared")
        #expect(resource.module == "configs")
        #expect(resource.gpuIDs == "ADA_24")
    }

    @Test(arguments: ["from runpod_flash import *", "from runpod_flash import remote, LiveServerless"])
    func copiesOfTheLibraryHideNothing(imports: String) throws {
        let scanned = try scan([
            "runpod_flash/__init__.py": "from .client import remote",
            "runpod_flash/client.py": "def remote(c): pass",
            "w.py": imports + "\n@remote(LiveServerless(name='n'))\ndef f(): pass",
        ])
        #expect(scanned.functions.map(\.name) == ["f"])
    }

    @Test func cyclesEnd() throws {
        let scanned = try scan([
            "a.py": "from b import x",
            "b.py": "from a import x",
            "w.py": "from runpod_flash import remote\nfrom a import x\n@remote(x)\ndef f(): pass",
        ])
        #expect(scanned.findings.count == 1)
        #expect(scanned.diagnostics.first?.code == .unevaluableValue)
    }

    @Test func unknownNamesGetAHint() throws {
        let scanned = try scan([
            "configs.py": Self.configs,
            "w.py": "from runpod_flash import remote\nimport configs\n@remote(configs.shard)\ndef f(): pass",
        ])
        #expect(scanned.findings == ["FL017:3"])
        #expect(scanned.diagnostics.first?.hint == "did you mean 'shared'?")
    }

    @Test func sameVariableInTwoFilesStaysApart() throws {
        let scanned = try scan([
            "a.py":
                "from runpod_flash import *\nconfig = LiveServerless(name='a', gpus=[GpuGroup.ADA_24], workersMin=1, workersMax=4)\n@remote(config)\ndef fa(): pass",
            "b.py":
                "from runpod_flash import *\nconfig = LiveServerless(name='b', gpus=[GpuGroup.AMPERE_80], workersMax=9)\n@remote(config)\ndef fb(): pass",
        ])
        #expect(scanned.findings == [])
        #expect(scanned.resources.map(\.gpuIDs) == ["ADA_24", "AMPERE_80"])
        #expect(scanned.resources.map(\.workersMax) == [4, 9])
        #expect(scanned.resources.map(\.variable) == ["config", "config"])
    }

    @Test func callsAreFollowedThroughImports() throws {
        let scanned = try scan([
            "w.py": "from runpod_flash import *\n@remote(LiveServerless(name='n'))\nasync def f(): pass",
            "main.py": "import numpy as np\nfrom w import f as g\nimport w",
        ])
        let main = try #require(scanned.modules.first { $0.path == "main.py" })
        #expect(scanned.remoteFunction(calledAs: "g", in: main)?.name == "f")
        #expect(scanned.remoteFunction(calledAs: "w.f", in: main)?.name == "f")
        #expect(scanned.remoteFunction(calledAs: "np.f", in: main) == nil)
    }
}
