import Foundation
import PythonPackaging
import Testing

/// Runs every scenario of packse that is not about universal resolution, with wheels only.
@Suite struct PackseTests {
    /// Scenarios that wheels for one target cannot meet.
    static let differences = [
        "incompatible-python-compatible-override-available-no-wheels": "there is only a source distribution",
        "incompatible-python-compatible-override-no-compatible-wheels":
            "no wheel fits; expects the source distribution",
        "incompatible-python-compatible-override-other-wheel": "there is only a source distribution",
        "incompatible-python-compatible-override-unavailable-no-wheels": "there is only a source distribution",
        "no-binary": "asks to ignore the wheel and build the source distribution",
        "no-wheels": "there is only a source distribution",
        "no-wheels-with-matching-platform": "no wheel fits and the source distribution would have to be built",
        "python-less-than-current": "expects upper bounds of Requires-Python to be ignored; pip does not, nor do we",
    ]

    /// Scenarios written when a pre-release had to be asked for by a direct requirement.
    ///
    /// Like uv since 0.12, the default
    /// policy falls back to pre-releases where no stable version fits, and prefers stable versions everywhere else.
    static let fallbackDifferences = [
        "package-only-prereleases-in-range": "finds the pre-release, as nothing else fits",
        "package-prerelease-specified-mixed-available": "prefers the stable version",
        "package-prereleases-specifier-boundary": "prefers the stable version",
        "transitive-package-only-prereleases-in-range": "finds the pre-release, as nothing else fits",
        "transitive-prerelease-and-stable-dependency": "finds the pre-release, as nothing else fits",
        "transitive-prerelease-and-stable-dependency-many-versions": "finds the pre-release, as nothing else fits",
        "transitive-prerelease-and-stable-dependency-many-versions-holes":
            "finds the pre-release, as nothing else fits",
    ]

    @Test(arguments: [PrereleasePolicy.explicit, .ifNecessary])
    func meetsAllScenarios(prereleases: PrereleasePolicy) async throws {
        let scenarios = try await Self.scenarios().filter { !$0.isUniversal }
        #expect(scenarios.count >= 105)
        var expected = Set(Self.differences.keys)
        if prereleases == .ifNecessary { expected.formUnion(Self.fallbackDifferences.keys) }
        for scenario in scenarios {
            let difference = try await scenario.difference(prereleases)
            let comment = Comment(rawValue: "\(scenario.name): \(difference ?? "as expected")")
            #expect((difference != nil) == expected.contains(scenario.name), comment)
        }
    }

    private static func scenarios() async throws -> [PackseScenario] {
        guard let python = PythonInterpreter.find(["3.12", "3.13"]) else {
            try Test.cancel("no python3.12 or later")
        }
        let directory = FileManager.default.temporaryDirectory.appending(path: "packse-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let script = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../Scripts/packse_scenarios.py").standardized
        let (status, output) = try PythonInterpreter.run(python, [script.path, directory.path])
        if status == 75 { try Test.cancel("the package index cannot be reached") }
        try #require(status == 0)
        return try JSONDecoder().decode([PackseScenario].self, from: output)
    }
}
