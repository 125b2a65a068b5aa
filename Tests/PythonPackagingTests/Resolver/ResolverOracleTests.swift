import PythonPackaging
import Testing

/// Compares the resolver with trying all combinations of versions.
@Suite struct ResolverOracleTests {
    struct Graph {
        var packages: [String: [String: [String]]] = [:]
        var requirements: [String] = []
        var constraints: [String] = []
        var overrides: [String] = []
        var exclusions: [String] = []

        /// Makes up packages and requirements, and with options also constraints, overrides and exclusions.
        init(seed: UInt64, withOptions: Bool = false) {
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
            guard withOptions else { return }
            for _ in 0..<Int.random(in: 0...2, using: &random) {
                constraints.append(Self.requirement(names, dependent: false, &random).filter { !"[xy]".contains($0) })
            }
            for _ in 0..<Int.random(in: 0...2, using: &random) {
                overrides.append(Self.requirement(names, dependent: false, &random))
            }
            if Bool.random(using: &random) { exclusions = [names.randomElement(using: &random) ?? "a"] }
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
            let limits = try constraints.map { try Requirement($0) }
            var queue = try counted(requirements, extra: nil, platform)
            var visited: Set<String> = []
            while let requirement = queue.popLast() {
                let name = requirement.name.normalized
                guard let text = versions[name] else { return nil }
                let version = try Version(text)
                guard requirement.specifiers.contains(version),
                    limits.allSatisfy({ $0.name != requirement.name || $0.specifiers.contains(version) })
                else { return nil }
                for extra in [nil] + requirement.extras.map(Optional.some) {
                    guard visited.insert("\(name)[\(extra?.normalized ?? "")]").inserted else { continue }
                    queue += try counted(packages[name]?[text] ?? [], extra: extra, platform)
                }
            }
            return Set(visited.map { String($0.prefix { $0 != "[" }) })
        }

        /// Returns what counts of some requirements when an extra is asked for, or without any.
        private func counted(
            _ texts: [String],
            extra: PackageName?,
            _ platform: TargetPlatform
        ) throws -> [Requirement] {
            let replacements = try overrides.map { try Requirement($0) }
            let extras: Set<PackageName> = extra.map { [$0] } ?? []
            return try texts.map { try Requirement($0) }
                .filter { !exclusions.contains($0.name.normalized) }
                .filter { $0.marker?.evaluate(in: platform.markerEnvironment, extras: extras) ?? true }
                .flatMap { requirement in
                    let instead = replacements.filter { $0.name == requirement.name }
                    return instead.isEmpty ? [requirement] : instead
                }
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

    @Test(arguments: 0..<10, [false, true])
    func agreesWithTryingAllCombinations(batch: Int, withOptions: Bool) async throws {
        let platform = try TargetPlatform.example()
        var satisfiable = 0
        for seed in UInt64(batch * 60)..<UInt64(batch * 60 + 60) {
            let graph = Graph(seed: seed, withOptions: withOptions)
            let outcome = try await Self.outcome(of: graph, platform)
            for shuffle in UInt64(1)...3 {
                let other = try await Self.outcome(of: graph, platform, shuffledBy: shuffle)
                #expect(other == outcome, "\(graph)")
            }
            let isSatisfiable = try graph.isSatisfiable(platform)
            switch outcome {
            case .success(let packages):
                satisfiable += 1
                #expect(isSatisfiable, "\(graph)")
                let pins = Self.pins(packages)
                let reached = try graph.reached(with: pins, platform)
                #expect(reached == Set(pins.keys), "\(graph) \(pins)")
            case .failure(let text):
                #expect(!isSatisfiable, "\(graph) \(text.message)")
                #expect(text.message.hasSuffix("the requirements cannot be satisfied."))
            }
        }
        #expect((10...55).contains(satisfiable))
    }

    /// A version that is not chosen does not matter for whether there is a solution, and neither does a dependency less.
    @Test(arguments: 0..<5)
    func staysSolvableWithLess(batch: Int) async throws {
        let platform = try TargetPlatform.example()
        for seed in UInt64(1000 + batch * 40)..<UInt64(1040 + batch * 40) {
            let graph = Graph(seed: seed)
            let outcome = try await Self.outcome(of: graph, platform)
            let pins = (try? outcome.get()).map(Self.pins)
            for (name, versions) in graph.packages.sorted(by: { $0.key < $1.key }) {
                for (version, requires) in versions.sorted(by: { $0.key < $1.key }) {
                    if let pins {
                        for index in requires.indices {
                            var less = graph
                            less.packages[name]?[version]?.remove(at: index)
                            #expect(await Self.isSolved(less, platform), "\(less)")
                        }
                        guard pins[name] != version else { continue }
                    }
                    var less = graph
                    less.packages[name]?[version] = nil
                    #expect(await Self.isSolved(less, platform) == (pins != nil), "\(less)")
                }
            }
        }
    }

    struct Message: Error, Hashable {
        var message: String
    }

    private static func pins(_ packages: [ResolvedPackage]) -> [String: String] {
        Dictionary(packages.map { ($0.name.normalized, $0.version.description) }) { $1 }
    }

    private static func isSolved(_ graph: Graph, _ platform: TargetPlatform) async -> Bool {
        guard case .success = try? await outcome(of: graph, platform) else { return false }
        return true
    }

    static func outcome(
        of graph: Graph,
        _ platform: TargetPlatform,
        shuffledBy seed: UInt64? = nil
    ) async throws -> Result<[ResolvedPackage], Message> {
        let options = ResolverOptions(
            exclusions: graph.exclusions.compactMap { ExclusionPattern($0) },
            constraints: try lines(graph.constraints, file: "constraints.txt"),
            overrides: try lines(graph.overrides, file: "overrides.txt")
        )
        let provider = try InMemoryProvider(graph.packages, shuffledBy: seed)
        do {
            let resolver = Resolver(provider: provider, platform: platform, options: options)
            return .success(try await resolver.resolve(lines(graph.requirements)).packages)
        } catch {
            return .failure(Message(message: "\(error)"))
        }
    }
}
