@testable import PythonPackaging

/// A resolver scenario of packse, which a ``PackseServer`` serves as an index.
struct PackseScenario: Decodable, Sendable {
    var name: String
    var isUniversal: Bool
    var python: String
    var platform: String?
    var allowsPrereleases: Bool
    var withoutWheels: [String]
    var requirements: [String]
    var isSatisfiable: Bool
    var expected: [String: String]?

    /// What resolving the requirements led to.
    enum Outcome: Equatable {
        case found([String: String])
        case unsatisfiable(String)
    }

    /// Resolves the requirements with what an index serves.
    func outcome(_ prereleases: PrereleasePolicy, from source: any DistributionSource) async throws -> Outcome {
        let target = try targetPlatform()
        let resolver = Resolver(
            provider: IndexPackageProvider(source: source, platform: target, sources: sources),
            platform: target,
            options: ResolverOptions(prereleases: allowsPrereleases ? .allow : prereleases)
        )
        do {
            let resolution = try await resolver.resolve(lines(requirements))
            let versions = resolution.packages.map { ($0.name.normalized, $0.version.description) }
            return .found(Dictionary(versions) { $1 })
        } catch ResolutionError.unsatisfiable(let explanation) {
            return .unsatisfiable(explanation.description)
        }
    }

    /// Returns whether an outcome is the expected one.
    func isMet(by outcome: Outcome) -> Bool {
        switch outcome {
        case .found(let versions): isSatisfiable && (expected == nil || versions == expected)
        case .unsatisfiable: !isSatisfiable
        }
    }

    /// Builds are allowed only where the scenario asks for them.
    private var sources: SourcePolicy {
        var noBinary = PackageSelection()
        noBinary.names = Set(withoutWheels.map { PackageName(normalizing: $0) })
        return SourcePolicy(allowsBuilds: !withoutWheels.isEmpty, noBinary: noBinary)
    }

    private func targetPlatform() throws -> TargetPlatform {
        let numbers = python.split(separator: ".").compactMap { Int($0) }
        let python = PythonVersion(major: numbers[0], minor: numbers[1], patch: numbers[2])
        return TargetPlatform(pythonVersion: python, glibcMinor: platform == "x86_64-manylinux2014" ? 17 : 35)
    }
}
