/// Asks the provider once for each thing, ahead of need.
///
/// As soon as a package is mentioned its versions are requested, then the dependencies of the version likely to be
/// chosen, and so on; the solver waits only for what it needs next.
actor ProviderRequests {
    private struct Release: Hashable {
        var package: PackageName
        var version: Version
    }

    private let provider: any PackageProvider
    private let scope: RequirementScope
    private let preferences: [PackageName: Version]
    private var packages: [PackageName: Task<KnownPackage, any Error>] = [:]
    private var dependencies: [Release: Task<[Requirement], any Error>] = [:]
    private var guesses: [PackageName: Task<Void, Never>] = [:]
    private var expectations: [Task<Void, Never>] = []

    init(provider: any PackageProvider, scope: RequirementScope, preferences: [PackageName: Version]) {
        self.provider = provider
        self.scope = scope
        self.preferences = preferences
    }

    /// Returns the versions of a package.
    func package(_ name: PackageName) async throws -> KnownPackage {
        try await packageTask(name).value
    }

    /// Returns the requirements of a version.
    func dependencies(of package: PackageName, version: Version) async throws -> [Requirement] {
        try await dependencyTask(package, version).value
    }

    /// Returns the extras that a version offers.
    func extras(of package: PackageName, version: Version) async throws -> [PackageName]? {
        try await provider.extras(of: package, version: version)
    }

    /// Returns the version that a URL holds.
    func candidate(of package: PackageName, at url: String) async throws -> Candidate? {
        try await provider.candidate(of: package, at: url)
    }

    /// Starts the requests for versions that are likely to be tried.
    func expect(_ package: PackageName, versions: [Version]) {
        for version in versions where dependencies[Release(package: package, version: version)] == nil {
            expectations.append(
                Task {
                    guard await provider.isForeseeable(package, version: version), !Task.isCancelled else { return }
                    _ = dependencyTask(package, version)
                }
            )
        }
    }

    /// Starts the requests that requirements are likely to lead to.
    func expect(_ requirements: [Requirement]) {
        for requirement in requirements where requirement.url == nil && guesses[requirement.name] == nil {
            guard scope.exclusion(of: requirement.name) == nil else { continue }
            _ = packageTask(requirement.name)
            guesses[requirement.name] = Task { await follow(requirement) }
        }
    }

    /// Ends all requests that are still under way.
    func cancel() {
        for task in guesses.values { task.cancel() }
        for task in expectations { task.cancel() }
        for task in packages.values { task.cancel() }
        for task in dependencies.values { task.cancel() }
    }

    private func follow(_ requirement: Requirement) async {
        guard !Task.isCancelled, let known = try? await packageTask(requirement.name).value,
            let version = likelyVersion(of: known, for: requirement),
            await provider.isForeseeable(requirement.name, version: version),
            let found = try? await dependencyTask(requirement.name, version).value, !Task.isCancelled
        else { return }
        let extras = [nil] + requirement.extras.map(Optional.some)
        expect(extras.flatMap { scope.applied(found, extra: $0).map(\.requirement) })
    }

    private func likelyVersion(of known: KnownPackage, for requirement: Requirement) -> Version? {
        if let preferred = preferences[known.name], requirement.specifiers.contains(preferred),
            let slot = known.slot(of: preferred), known.reason(at: slot) == nil
        {
            return preferred
        }
        var prerelease: Version?
        for slot in known.slots.reversed() where known.reason(at: slot) == nil {
            let version = known.version(at: slot)
            guard requirement.specifiers.contains(version) else { continue }
            if !version.isPrerelease { return version }
            prerelease = prerelease ?? version
        }
        return prerelease
    }

    private func packageTask(_ name: PackageName) -> Task<KnownPackage, any Error> {
        if let task = packages[name] { return task }
        let task = Task { [provider] in
            do {
                return KnownPackage(name: name, candidates: try await provider.candidates(of: name))
            } catch is UnknownPackage {
                return KnownPackage(unknown: name)
            }
        }
        packages[name] = task
        return task
    }

    private func dependencyTask(_ package: PackageName, _ version: Version) -> Task<[Requirement], any Error> {
        let release = Release(package: package, version: version)
        if let task = dependencies[release] { return task }
        let task = Task { [provider] in try await provider.dependencies(of: package, version: version) }
        dependencies[release] = task
        return task
    }
}
