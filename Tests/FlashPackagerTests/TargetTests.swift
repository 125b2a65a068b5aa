import Foundation
import ManifestGen
import PythonPackaging
import Testing

@testable import FlashPackager

@Suite struct TargetTests {
    private func project(_ files: [String: String]) throws -> Project {
        let root = NSTemporaryDirectory() + "flash-target-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        for (name, text) in files {
            try FileAccess.write(Array(text.utf8), to: "\(root)/\(name)")
        }
        return try Project(BuildOptions(directory: root, environment: [:]))
    }

    private func target(_ files: [String: String], change: (inout BuildOptions) -> Void = { _ in }) throws -> Target {
        let project = try project(files)
        var options = BuildOptions(
            directory: project.root,
            environment: ["PIP_INDEX_URL": "https://env.example/simple"]
        )
        change(&options)
        return try Target(options, try RequirementCollection(project, options))
    }

    @Test func theCommandLineGoesBeforeTheSettings() throws {
        let settings = """
            [tool.flash]
            python-version = "3.11"
            index-url = "https://settings.example/simple"
            size-limit = "100MB"
            exclude = ["torch"]
            """
        let plain = try target(["pyproject.toml": settings])
        #expect(plain.platform.pythonVersion.minorText == "3.11")
        #expect(plain.indexes.map(\.url) == ["https://settings.example/simple"])
        #expect(plain.sizeLimit == 104_857_600)
        #expect(plain.exclusions.map(\.description) == ["torch"])

        let chosen = try target(["pyproject.toml": settings]) { options in
            options.pythonVersion = "3.13"
            options.indexURL = "https://option.example/simple"
            options.exclusions = ["nvidia-*"]
            options.sizeLimit = 5
        }
        #expect(chosen.platform.pythonVersion.minorText == "3.13")
        #expect(chosen.indexes.map(\.url) == ["https://option.example/simple"])
        #expect(chosen.exclusions.map(\.description) == ["nvidia-*", "torch"])
        #expect(chosen.sizeLimit == 5)
    }

    @Test func theDefaultsAreTheWorkers() throws {
        let target = try target([:])
        #expect(target.platform.pythonVersion.minorText == "3.12")
        #expect(target.platform.platform == "manylinux_2_35_x86_64")
        #expect(target.indexes.map(\.url) == ["https://env.example/simple"])
        #expect(target.sizeLimit == 524_288_000)
    }

    @Test func requirementFilesGoBeforePyproject() throws {
        let project = try project([
            "requirements.txt": "--extra-index-url https://extra.example/simple\nsix\n",
            "pyproject.toml": "[project]\nname = \"x\"\nversion = \"1\"\ndependencies = [\"attrs\"]\n",
        ])
        let collection = try RequirementCollection(project, BuildOptions(directory: project.root, environment: [:]))
        #expect(collection.requirements.map(\.requirement.name.normalized) == ["six"])
        #expect(collection.requirements.map(\.origin.description) == ["requirements.txt:2"])
        #expect(collection.options.extraIndexURLs == ["https://extra.example/simple"])
    }

    @Test func pyprojectAloneSaysWhatIsInstalled() throws {
        let project = try project([
            "pyproject.toml": "[project]\nname = \"x\"\nversion = \"1\"\ndependencies = [\"attrs>=23\"]\n"
        ])
        let collection = try RequirementCollection(project, BuildOptions(directory: project.root, environment: [:]))
        #expect(collection.requirements.map(\.requirement.description) == ["attrs>=23"])
    }

    @Test(arguments: ["2.7", "3.9", "4", "three"])
    func refusesOtherPythons(version: String) {
        #expect {
            try target([:]) { $0.pythonVersion = version }
        } throws: { error in
            (error as? BuildFailure)?.exitStatus == 64
        }
    }

    @Test func refusesAPythonTheProjectExcludes() {
        #expect {
            try target(["pyproject.toml": "[project]\nname = \"x\"\nversion = \"1\"\nrequires-python = \">=3.13\"\n"])
        } throws: { error in
            (error as? BuildFailure)?.code == "requires-python"
        }
    }

    @Test func neverPacksItsOwnOutputs() throws {
        let project = try project(["a.py": "", "pylock.flash.toml": "", "flash_manifest.json": "{}"])
        #expect(project.files.map(\.path) == ["a.py"])
    }
}
