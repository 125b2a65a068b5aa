import Foundation
import Testing

@testable import FlashPackager

@Suite struct InspectionTests {
    private let inspection: Inspection

    init() throws {
        let manifest = """
            {"version": "1.0", "project_name": "demo", "python_version": "3.12", "excluded_packages": ["torch"],
             "packages": [
              {"name": "accelerate", "version": "1", "wheel": "w", "bytes": 10, "required_by": ["requirements.txt:2"],
               "dependencies": ["numpy", "psutil"]},
              {"name": "numpy", "version": "2", "wheel": "w", "bytes": 100, "required_by": ["accelerate", "pandas"],
               "dependencies": []},
              {"name": "pandas", "version": "3", "wheel": "w", "bytes": 50, "required_by": ["workers/a.py:3 (@remote f)"],
               "dependencies": ["numpy"]},
              {"name": "psutil", "version": "4", "wheel": "w", "bytes": 5, "required_by": ["accelerate"],
               "dependencies": []}],
             "artifact": {"parts": [{"name": "project", "bytes": 7, "sha256": "\(String(repeating: "0", count: 64))"}]}}
            """
        let path = NSTemporaryDirectory() + "flash-inspection-\(UUID().uuidString).json"
        try FileAccess.write(Array(manifest.utf8), to: path)
        inspection = try Inspection(of: path)
    }

    @Test func tellsTheWayToAPackage() {
        #expect(inspection.chain(to: "psutil") == ["requirements.txt:2", "accelerate", "psutil"])
        #expect(inspection.chain(to: "pandas") == ["workers/a.py:3 (@remote f)", "pandas"])
        #expect(inspection.chain(to: "unknown") == ["unknown"])
    }

    @Test func tellsWhatAPackageBringsIn() {
        #expect(inspection.broughtIn(by: "accelerate").map(\.name) == ["accelerate", "psutil"])
        #expect(inspection.broughtIn(by: "numpy").map(\.name) == ["numpy"])
    }

    @Test func readsTheRest() {
        #expect(inspection.project == "demo")
        #expect(inspection.excluded == ["torch"])
        #expect(inspection.projectBytes == 7)
    }

    @Test func aMissingArtifactIsToldSo() {
        #expect {
            try Inspection(of: "/nonexistent")
        } throws: { error in
            (error as? BuildFailure)?.exitStatus == 66
        }
    }

    @Test func anythingElseIsNoManifest() throws {
        let path = NSTemporaryDirectory() + "flash-inspection-\(UUID().uuidString).json"
        try FileAccess.write(Array("[]".utf8), to: path)
        #expect {
            try Inspection(of: path)
        } throws: { error in
            (error as? BuildFailure)?.code == "manifest"
        }
    }
}
