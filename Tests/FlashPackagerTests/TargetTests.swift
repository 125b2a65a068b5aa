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

    private func target(_ files: [String: String], change: (inout BuildOptions) -> Void = { _ in }) async throws
        -> Target
    {
        let project = try project(files)
        var options = BuildOptions(
            directory: project.root,
            environment: ["PIP_INDEX_URL": "https://env.example/simple"]
        )
        change(&options)
        return try Target(options, try await RequirementCollection(project, options))
    }

    @Test func theCommandLineGoesBeforeTheSettings() async throws {
        let settings = """
            [tool.flash]
            python-version = "3.11"
            index-url = "https://settings.example/simple"
            size-limit = "100MB"
            exclude = ["torch"]
            """
        let plain = try await target(["pyproject.toml": settings])
        #expect(plain.platform.pythonVersion.minorText == "3.11")
        #expect(plain.sources.indexes.map(\.url) == ["https://settings.example/simple"])
        #expect(plain.sizeLimit == 104_857_600)
        #expect(plain.exclusions.map(\.description) == ["torch"])

        let chosen = try await target(["pyproject.toml": settings]) { options in
            options.pythonVersion = "3.13"
            options.indexURL = "https://option.example/simple"
            options.exclusions = ["nvidia-*"]
            options.sizeLimit = 5
        }
        #expect(chosen.platform.pythonVersion.minorText == "3.13")
        #expect(chosen.sources.indexes.map(\.url) == ["https://option.example/simple"])
        #expect(chosen.exclusions.map(\.description) == ["nvidia-*", "torch"])
        #expect(chosen.sizeLimit == 5)
    }

    @Test func theDefaultsAreTheWorkers() async throws {
        let target = try await target([:])
        #expect(target.platform.pythonVersion.minorText == "3.12")
        #expect(target.platform.platform == "manylinux_2_35_x86_64")
        #expect(target.sources.indexes.map(\.url) == ["https://env.example/simple"])
        #expect(target.sizeLimit == 524_288_000)
    }

    /// Indexes besides the default one are asked before it, in the order in which they are named.
    @Test func theDefaultIndexIsAskedLast() async throws {
        let files = [
            "requirements.txt":
                "--extra-index-url https://a/simple\n-i https://z/simple\n--extra-index-url https://b/simple\n",
            "pyproject.toml": """
            [tool.flash]
            extra-index-urls = ["https://e/simple", "https://a/simple"]
            [[tool.flash.index]]
            url = "https://c/simple"
            [[tool.flash.index]]
            name = "only-pinned"
            url = "https://x/simple"
            explicit = true
            [[tool.flash.index]]
            name = "named"
            url = "https://d/simple"
            [tool.flash.sources]
            torch = { index = "only-pinned" }
            """,
        ]
        let sources = try await target(files).sources
        #expect(sources.indexes.map(\.url) == ["a", "b", "c", "d", "e", "z"].map { "https://\($0)/simple" })
        #expect(sources.pins.mapValues(\.url) == [PackageName(normalizing: "torch"): "https://x/simple"])
        #expect(try await target(files) { $0.usesNoIndex = true }.sources.indexes.isEmpty)
    }

    @Test(arguments: [
        (["option", "line", "setting", "FLASH", "PIP"], "option"),
        (["line", "setting", "FLASH", "PIP"], "line"), (["setting", "FLASH", "PIP"], "setting"),
        (["table", "FLASH", "PIP"], "table"), (["FLASH", "PIP"], "flash"), (["PIP"], "pip"), ([], nil),
    ])
    func theDefaultIndexIsNamedOnce(places: [String], expected: String?) async throws {
        var settings = places.contains("setting") ? "[tool.flash]\nindex-url = \"https://setting/simple\"\n" : ""
        if places.contains("table") {
            settings += "[[tool.flash.index]]\nurl = \"https://table/simple\"\ndefault = true\n"
        }
        let files = [
            "pyproject.toml": settings,
            "requirements.txt": places.contains("line") ? "-i https://line/simple\n" : "",
        ]
        let found = try await target(files) { options in
            options.indexURL = places.contains("option") ? "https://option/simple" : nil
            options.environment = [:]
            for name in ["FLASH", "PIP"] where places.contains(name) {
                options.environment["\(name)_INDEX_URL"] = "https://\(name.lowercased())/simple"
            }
        }
        #expect(found.sources.indexes.map(\.url) == [expected.map { "https://\($0)/simple" } ?? PackageIndex.pypi])
    }

    @Test func requirementFilesGoBeforePyproject() async throws {
        let project = try project([
            "requirements.txt": "--extra-index-url https://extra.example/simple\nsix\n",
            "pyproject.toml": "[project]\nname = \"x\"\nversion = \"1\"\ndependencies = [\"attrs\"]\n",
        ])
        let collection = try await RequirementCollection(
            project,
            BuildOptions(directory: project.root, environment: [:])
        )
        #expect(collection.requirements.map(\.requirement.name.normalized) == ["six"])
        #expect(collection.requirements.map(\.origin.description) == ["requirements.txt:2"])
        #expect(collection.options.extraIndexURLs == ["https://extra.example/simple"])
    }

    @Test func pyprojectAloneSaysWhatIsInstalled() async throws {
        let project = try project([
            "pyproject.toml": "[project]\nname = \"x\"\nversion = \"1\"\ndependencies = [\"attrs>=23\"]\n"
        ])
        let collection = try await RequirementCollection(
            project,
            BuildOptions(directory: project.root, environment: [:])
        )
        #expect(collection.requirements.map(\.requirement.description) == ["attrs>=23"])
    }

    @Test(arguments: ["2.7", "3.9", "4", "three"])
    func refusesOtherPythons(version: String) async {
        await #expect {
            try await target([:]) { $0.pythonVersion = version }
        } throws: { error in
            (error as? BuildFailure)?.exitStatus == 64
        }
    }

    @Test func refusesAPythonTheProjectExcludes() async {
        await #expect {
            try await target([
                "pyproject.toml": "[project]\nname = \"x\"\nversion = \"1\"\nrequires-python = \">=3.13\"\n"
            ])
        } throws: { error in
            (error as? BuildFailure)?.code == "requires-python"
        }
    }

    @Test func neverPacksItsOwnOutputs() throws {
        let project = try project(["a.py": "", "pylock.flash.toml": "", "flash_manifest.json": "{}"])
        #expect(project.files.map(\.path) == ["a.py"])
    }
}
