import PythonPackaging
import Synchronization

/// Passes the resolver's questions on and tells how many packages are known; applies overrides, or answers with no dependencies.
final class ObservedProvider: PackageProvider {
    private let provider: any PackageProvider
    private let skipsDependencies: Bool
    private let overriding: RequirementOverrides
    private let observer: any BuildObserver
    private let count = Mutex(0)

    init(
        provider: any PackageProvider,
        skipsDependencies: Bool,
        overriding: RequirementOverrides,
        observer: any BuildObserver
    ) {
        self.provider = provider
        self.skipsDependencies = skipsDependencies
        self.overriding = overriding
        self.observer = observer
    }

    func candidates(of package: PackageName) async throws -> [Candidate] {
        let known = count.withLock { count in
            count += 1
            return count
        }
        observer.observe(.resolving(package: package.normalized, count: known))
        return try await provider.candidates(of: package)
    }

    func dependencies(of package: PackageName, version: Version) async throws -> [Requirement] {
        skipsDependencies
            ? [] : overriding.apply(to: try await provider.dependencies(of: package, version: version))
    }

    func extras(of package: PackageName, version: Version) async throws -> [PackageName]? {
        try await provider.extras(of: package, version: version)
    }

    func candidate(of package: PackageName, at url: String) async throws -> Candidate? {
        try await provider.candidate(of: package, at: url)
    }
}
