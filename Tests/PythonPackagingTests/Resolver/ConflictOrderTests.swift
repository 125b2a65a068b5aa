import PythonPackaging
import Testing

@Suite struct ConflictOrderTests {
    /// A framework whose every version limits a library, and whose oldest version predates the limits.
    private static func packages(_ count: Int) -> [String: [String: [String]]] {
        var framework: [String: [String]] = ["0.1": ["library"]]
        var library: [String: [String]] = [:]
        for minor in 1...count {
            framework["1.\(minor)"] = ["library>=1.\(minor),<1.\(minor).5"]
            library["1.\(minor).0"] = []
            library["1.\(minor).9"] = []
        }
        return ["framework": framework, "library": library]
    }

    /// Keeping the library's newest version would leave only the version of the framework from before the limits.
    @Test func swapsPackagesThatKeepConflicting() async throws {
        let provider = try InMemoryProvider(Self.packages(60))
        let resolution = try await Resolver(provider: provider, platform: .example())
            .resolve(lines(["library<=1.50.9", "framework"]))
        #expect(resolution.pins == ["framework==1.50", "library==1.50.0"])
    }

    /// Each version fails for a reason of its own, and only the last one tried is left.
    @Test func triesAsManyVersionsAsThereAre() async throws {
        let resolution = try await Resolver(provider: InMemoryProvider(Self.packages(1000)), platform: .example())
            .resolve(lines(["framework", "library==1.1.0"]))
        #expect(resolution.pins == ["framework==1.1", "library==1.1.0"])
    }

    @Test func asksForFurtherVersionsInAdvance() async throws {
        let provider = RecordingProvider(base: try InMemoryProvider(Self.packages(400)))
        let resolution = try await Resolver(provider: provider, platform: .example())
            .resolve(lines(["framework", "library<1.2"]))
        #expect(resolution.pins == ["framework==1.1", "library==1.1.0"])
        #expect(await provider.recorder.mostAtOnce >= 20)
    }
}

/// Counts how many versions are asked for before one of them is answered.
private struct RecordingProvider: PackageProvider {
    actor Recorder {
        private var open = 0
        private(set) var mostAtOnce = 0

        func begin() {
            open += 1
            mostAtOnce = max(mostAtOnce, open)
        }

        func end() { open -= 1 }
    }

    let base: InMemoryProvider
    let recorder = Recorder()

    func candidates(of package: PackageName) async throws -> [Candidate] { try await base.candidates(of: package) }

    func dependencies(of package: PackageName, version: Version) async throws -> [Requirement] {
        await recorder.begin()
        for _ in 0..<100 { await Task.yield() }
        await recorder.end()
        return try await base.dependencies(of: package, version: version)
    }
}
