import PythonPackaging
import Synchronization

/// Passes the resolver's questions on and tells how many packages are known; answers with no dependencies on request.
final class ObservedProvider: PackageProvider {
    private let provider: any PackageProvider
    private let skipsDependencies: Bool
    private let observer: any BuildObserver
    private let count = Mutex(0)
    /// The most packages looked at; an index that invents them would never come to an end.
    private static let maximumPackages = 3000

    init(provider: any PackageProvider, skipsDependencies: Bool, observer: any BuildObserver) {
        self.provider = provider
        self.skipsDependencies = skipsDependencies
        self.observer = observer
    }

    func candidates(of package: PackageName) async throws -> [Candidate] {
        let known = count.withLock { count in
            count += 1
            return count
        }
        guard known <= Self.maximumPackages else {
            throw BuildFailure(
                .badInput,
                code: "too-many-packages",
                "The requirements lead to more than \(Self.maximumPackages) packages.",
                hint: "Check the index: no project needs that many."
            )
        }
        observer.observe(.resolving(package: package.normalized, count: known))
        return try await provider.candidates(of: package)
    }

    func dependencies(of package: PackageName, version: Version) async throws -> [Requirement] {
        skipsDependencies ? [] : try await provider.dependencies(of: package, version: version)
    }

    func extras(of package: PackageName, version: Version) async throws -> [PackageName]? {
        try await provider.extras(of: package, version: version)
    }

    func candidate(of package: PackageName, at url: String) async throws -> Candidate? {
        try await provider.candidate(of: package, at: url)
    }

    func isForeseeable(_ package: PackageName, version: Version) async -> Bool {
        await provider.isForeseeable(package, version: version)
    }

    func ignorePythonUpperBounds() async -> Bool {
        count.withLock { $0 = 0 }
        return await provider.ignorePythonUpperBounds()
    }
}
