import Testing

@testable import PythonPackaging

/// Looks at the solver's arena: what many versions depend on in the same way is one incompatibility.
@Suite struct SharedDependencyTests {
    private static func engine(
        _ packages: [String: [String: [String]]],
        _ requirements: [String]
    ) async throws -> ResolutionEngine {
        let platform = try TargetPlatform.example()
        let scope = RequirementScope(environment: platform.markerEnvironment, exclusions: [])
        let provider = try InMemoryProvider(packages)
        var engine = ResolutionEngine(
            requests: ProviderRequests(provider: provider, scope: scope, preferences: [:]),
            platform: platform,
            scope: scope,
            options: ResolverOptions()
        )
        _ = try await engine.run(lines(requirements))
        return engine
    }

    /// The versions of a node that each incompatibility in use tells the same dependency of.
    private static func shared(_ engine: ResolutionEngine, by name: String, extra: String? = nil) throws -> [SlotSet] {
        let package = try #require(engine.indexes[.package(PackageName(normalizing: name))])
        let node = try extra.map {
            try #require(engine.indexes[.extra(package, PackageName(normalizing: $0))])
        }
        return engine.solver.incompatibilities.indices.filter { engine.solver.isActive[$0] }.compactMap { index in
            let incompatibility = engine.solver.incompatibilities[index]
            guard case .fact(let fact) = incompatibility.cause,
                case .dependency(let dependent, _, _) = engine.facts[fact], dependent == node ?? package
            else { return nil }
            return incompatibility.slots(of: package)
        }
    }

    @Test func neighboursWithTheSameDependencyAreOne() async throws {
        var framework: [String: [String]] = ["0.9": []]
        for minor in 0..<40 { framework["1.\(minor)"] = ["library<2"] }
        let packages = ["framework": framework, "library": ["1.0": [], "2.0": []]]
        let engine = try await Self.engine(packages, ["framework", "library>=2"])
        #expect(try Self.shared(engine, by: "framework") == [SlotSet(2..<42)])
        let library = try #require(engine.indexes[.package(PackageName(normalizing: "library"))])
        let inUse = engine.solver.occurrences[library].filter { engine.solver.incompatibilities[$0].terms.count == 2 }
        #expect(inUse.count == 1)
    }

    @Test func otherDependenciesStayApart() async throws {
        let packages: [String: [String: [String]]] = [
            "framework": [
                "1.0": [], "1.1": ["library<1.5"], "1.2": ["library<1.5"], "1.3": ["library<2"], "1.4": ["library<1.5"],
            ],
            "library": ["1.0": [], "2.0": []],
        ]
        let engine = try await Self.engine(packages, ["framework", "library>=2"])
        let shared = try Self.shared(engine, by: "framework").map(\.ranges)
        #expect(shared.count == 2)
        #expect(shared.contains([2..<4, 5..<6]))
        #expect(shared.contains([4..<5]))
    }

    @Test func extrasShareTheirsToo() async throws {
        var framework: [String: [String]] = ["0.9": []]
        for minor in 0..<9 { framework["1.\(minor)"] = ["library<2; extra == 'fast'"] }
        let packages = ["framework": framework, "library": ["1.0": [], "2.0": []]]
        let engine = try await Self.engine(packages, ["framework[fast]", "library>=2"])
        #expect(try Self.shared(engine, by: "framework", extra: "fast") == [SlotSet(2..<11)])
    }
}
