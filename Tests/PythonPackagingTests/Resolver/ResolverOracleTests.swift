import PythonPackaging
import Testing

/// Compares the resolver with trying all combinations of versions.
@Suite struct ResolverOracleTests {
    struct Graph {
        var packages: [String: [String: [String]]] = [:]
        var requirements: [String] = []

        init(seed: UInt64) {
            var random = SplitMix64(state: seed)
            let names = Array(["a", "b", "c", "d", "e", "f"].prefix(Int.random(in: 2...6, using: &random)))
            for name in names {
                var versions: [String: [String]] = [:]
                for version in 1...Int.random(in: 1...3, using: &random) {
                    versions["\(version)"] = (0..<Int.random(in: 0...3, using: &random)).map { _ in
                        Self.requirement(names + ["missing"], dependent: true, &random)
                    }
                }
                packages[name] = versions
            }
            requirements = (0..<Int.random(in: 1...3, using: &random)).map { _ in
                Self.requirement(names, dependent: false, &random)
            }
        }

        private static func requirement(_ names: [String], dependent: Bool, _ random: inout SplitMix64) -> String {
            // Names from the front are likelier, so that graphs are dense and conflicts frequent.
            let index = min(
                Int.random(in: 0..<names.count, using: &random),
                Int.random(in: 0..<names.count, using: &random)
            )
            let extra = ["", "", "[x]", "[y]"].randomElement(using: &random) ?? ""
            let comparison = ["", "==", "==", "!=", "<", ">=", "<="].randomElement(using: &random) ?? ""
            let version = comparison.isEmpty ? "" : "\(Int.random(in: 1...3, using: &random))"
            let marker =
                dependent ? (["", "", "; extra == 'x'", "; extra == 'y'"].randomElement(using: &random) ?? "") : ""
            return names[index] + extra + comparison + version + marker
        }

        /// Returns the packages that the requirements reach with some versions, or `nil` if one is not satisfied.
        func reached(with versions: [String: String], _ platform: TargetPlatform) throws -> Set<String>? {
            var queue = try requirements.map { try Requirement($0) }
            var visited: Set<String> = []
            while let requirement = queue.popLast() {
                let name = requirement.name.normalized
                guard let version = versions[name], requirement.specifiers.contains(try Version(version)) else {
                    return nil
                }
                for extra in [nil] + requirement.extras.map(Optional.some) {
                    guard visited.insert("\(name)[\(extra?.normalized ?? "")]").inserted else { continue }
                    queue += try (packages[name]?[version] ?? []).map { try Requirement($0) }
                        .filter { dependency in
                            let extras: Set<PackageName> = extra.map { [$0] } ?? []
                            return dependency.marker?.evaluate(in: platform.markerEnvironment, extras: extras) ?? true
                        }
                }
            }
            return Set(visited.map { String($0.prefix { $0 != "[" }) })
        }

        func isSatisfiable(_ platform: TargetPlatform) throws -> Bool {
            let names = packages.keys.sorted()
            var combinations: [[String: String]] = [[:]]
            for name in names {
                combinations = combinations.flatMap { combination in
                    (packages[name] ?? [:]).keys.sorted().map { combination.merging([name: $0]) { $1 } }
                }
            }
            return try combinations.contains { try reached(with: $0, platform) != nil }
        }
    }

    @Test(arguments: 0..<10)
    func agreesWithTryingAllCombinations(batch: Int) async throws {
        let platform = try TargetPlatform.example()
        var satisfiable = 0
        for seed in UInt64(batch * 60)..<UInt64(batch * 60 + 60) {
            let graph = Graph(seed: seed)
            let declared = try lines(graph.requirements)
            let outcome = await Self.outcome(of: graph, declared, platform, shuffledBy: nil)
            for shuffle in UInt64(1)...3 {
                let other = await Self.outcome(of: graph, declared, platform, shuffledBy: shuffle)
                #expect(other == outcome, "\(graph)")
            }
            let isSatisfiable = try graph.isSatisfiable(platform)
            switch outcome {
            case .success(let pins):
                satisfiable += 1
                #expect(isSatisfiable, "\(graph)")
                let reached = try graph.reached(with: pins, platform)
                #expect(reached == Set(pins.keys), "\(graph) \(pins)")
            case .failure(let text):
                #expect(!isSatisfiable, "\(graph) \(text.message)")
                #expect(text.message.hasSuffix("the requirements cannot be satisfied."))
            }
        }
        #expect((10...50).contains(satisfiable))
    }

    struct Message: Error, Hashable {
        var message: String
    }

    static func outcome(
        of graph: Graph,
        _ declared: [DeclaredRequirement],
        _ platform: TargetPlatform,
        shuffledBy seed: UInt64?
    ) async -> Result<[String: String], Message> {
        do {
            let provider = try InMemoryProvider(graph.packages, shuffledBy: seed)
            let resolution = try await Resolver(provider: provider, platform: platform).resolve(declared)
            let pairs = resolution.packages.map { ($0.name.normalized, $0.version.description) }
            return .success(Dictionary(pairs) { $1 })
        } catch {
            return .failure(Message(message: "\(error)"))
        }
    }
}
