import ArtifactCache
import Foundation
import HTTPTransport
import PythonPackaging
import Testing

/// Runs every scenario of packse that is not about universal resolution, with wheels only, against indexes on loopback.
@Suite struct PackseTests {
    /// Scenarios that uv 0.13.9 does not meet with `--only-binary :all:` either.
    static let sourceDifferences = [
        "incompatible-python-compatible-override-available-no-wheels": "there is only a source distribution",
        "incompatible-python-compatible-override-no-compatible-wheels":
            "no wheel fits; expects the source distribution",
        "incompatible-python-compatible-override-other-wheel": "there is only a source distribution",
        "incompatible-python-compatible-override-unavailable-no-wheels": "there is only a source distribution",
        "no-wheels": "there is only a source distribution",
        "no-wheels-with-matching-platform": "no wheel fits and the source distribution would have to be built",
    ]

    /// Scenarios written when a pre-release had to be asked for by a direct requirement, with what uv 0.13.9 finds.
    ///
    /// Its default policy, like ours, falls back to pre-releases where no stable version fits, and prefers stable versions
    /// everywhere else.
    static let fallbackDifferences = [
        "package-only-prereleases-in-range": ["a": "1.0.0a1"],
        "package-prerelease-specified-mixed-available": ["a": "0.3.0"],
        "package-prereleases-specifier-boundary": ["a": "0.1.0"],
        "transitive-package-only-prereleases-in-range": ["a": "0.1.0", "b": "1.0.0a1"],
        "transitive-prerelease-and-stable-dependency": ["a": "1.0.0", "b": "1.0.0", "c": "2.0.0b1"],
        "transitive-prerelease-and-stable-dependency-many-versions": ["a": "1.0.0", "b": "1.0.0", "c": "2.0.0b9"],
        "transitive-prerelease-and-stable-dependency-many-versions-holes":
            ["a": "1.0.0", "b": "1.0.0", "c": "2.0.0b4"],
    ]

    /// Of 107 scenarios, uv 0.13.9 meets 94 with wheels only and its default policy; one of them asks for a build.
    @Test(arguments: [(PrereleasePolicy.explicit, 101), (.ifNecessary, 94)])
    func meetsAllScenarios(prereleases: PrereleasePolicy, count: Int) async throws {
        let server = try Self.server()
        let directory = FileManager.default.temporaryDirectory.appending(path: "packse-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let store = try ArtifactStore(directory: directory)
        let http = HTTPClient(configuration: HTTPClientConfiguration(environment: [:]))
        let scenarios = try await server.scenarios(http).filter { !$0.isUniversal }
        #expect(scenarios.count == 107)
        var differences = Set(Self.sourceDifferences.keys)
        if prereleases == .ifNecessary { differences.formUnion(Self.fallbackDifferences.keys) }
        var met = 0
        for scenario in scenarios {
            let source = try server.source(of: scenario, store: store, http: http)
            let outcome = try await scenario.outcome(prereleases, from: source)
            let isMet = scenario.isMet(by: outcome)
            if isMet { met += 1 }
            #expect(isMet != differences.contains(scenario.name), "\(scenario.name): \(outcome)")
            if prereleases == .ifNecessary, let expected = Self.fallbackDifferences[scenario.name] {
                #expect(outcome == .found(expected), "\(scenario.name)")
            }
        }
        #expect(met == count)
    }

    private static func server() throws -> PackseServer {
        do {
            return try PackseServer.shared.get()
        } catch PackseServer.Problem.noPython {
            try Test.cancel("no python3.12 or later")
        } catch PackseServer.Problem.unreachableIndex {
            try Test.cancel("the package index cannot be reached")
        }
    }
}
