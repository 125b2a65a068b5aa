import ArtifactCache
import Digests
import HTTPTransport
import PythonPackaging

/// Decides which wheels go into the artifact: from the lock file while it answers, else from the index.
struct DependencyPlanner: Sendable {
    let options: BuildOptions
    let target: Target
    let requirements: [DeclaredRequirement]
    var constraints: [DeclaredRequirement]
    let overrides: [DeclaredRequirement]
    let requiresHashes: Bool
    let client: IndexClient
    let sources: SourceDistributions
    let root: String
    var observer: any BuildObserver

    var inputs: LockInputs {
        LockInputs(
            requirements: requirements,
            constraints: constraints,
            overrides: overrides,
            exclusions: target.exclusions.map(\.description),
            sources: target.sources,
            prereleases: target.prereleases,
            builds: target.builds,
            target: target.platform
        )
    }

    /// Makes the plan.
    ///
    /// - Parameters:
    ///   - lockFile: the lock file's content; `nil` when there is none.
    ///   - upgrade: which versions in the lock file are no longer preferred.
    ///   - foreignVersions: supplies the versions to prefer where there is no lock file.
    /// - Returns: the packages and the lock file that records them.
    /// - Throws: `unsatisfiable`, `stale-lock` and what the index reports.
    func plan(
        lockFile: [UInt8]?,
        upgrade: LockOptions.Upgrade = .nothing,
        foreignVersions: () -> [PackageName: Version] = { [:] }
    ) async throws(BuildFailure) -> DependencyPlan {
        try checkReferences()
        for declared in requirements + constraints + overrides { declared.requirement.url.map(client.authorize) }
        let forgotten = try names(in: upgrade)
        let lock = options.skipsTransitiveDependencies ? nil : try decode(lockFile)
        var reasons: [LockMismatch] = []
        if upgrade == .nothing, let lock {
            reasons = mismatches(of: lock)
            if reasons.isEmpty {
                warnAboutExclusions(thatMatchNoneOf: lock)
                return DependencyPlan(lock: lock, bytes: lockFile ?? [], origins: origins)
            }
            if options.isLocked { throw Self.stale(reasons) }
        } else if options.isLocked, !requirements.isEmpty {
            throw BuildFailure(
                .badInput,
                code: "no-lock",
                "There is no lock file \(LockFile.filename), and --locked forbids to make one.",
                hint: "Run `flash lock` and commit the file."
            )
        }
        var preferences: [PackageName: Version] = [:]
        if upgrade != .everything {
            preferences = lock?.versions ?? (requirements.isEmpty ? [:] : foreignVersions())
            for name in forgotten { preferences[name] = nil }
        }
        var plan = DependencyPlan()
        if !requirements.isEmpty {
            try await checkLocalWheels()
            plan = try await resolve(preferring: preferences)
            try check(forgotten, lock, plan)
        } else if lock != nil {
            plan = emptyPlan
        }
        plan.staleness = reasons.map(\.description)
        return plan
    }

    /// A plan without packages whose lock file says so.
    var emptyPlan: DependencyPlan { DependencyPlan(resolution: nil, packages: [], inputs: recordedInputs) }

    /// Reads the lock file as long as it answers the requirements.
    ///
    /// - Parameter lockFile: the lock file's content; `nil` when there is none.
    /// - Returns: the lock file, or `nil` when the packages have to be chosen anew.
    func current(_ lockFile: [UInt8]?) -> LockFile? {
        guard !options.skipsTransitiveDependencies, let lockFile, let lock = try? LockFile(lockFile),
            mismatches(of: lock).isEmpty
        else { return nil }
        return lock
    }

    /// Why `lock` does not answer the requirements; empty when it does.
    func mismatches(of lock: LockFile) -> [LockMismatch] {
        let changed = lock.packages.filter { $0.built?.source.isChanged(below: root) ?? false }.map(\.name)
        let mismatches = lock.mismatches(
            requirements: requirements,
            constraints: constraints,
            overrides: overrides,
            inputs: inputs,
            target: target.platform,
            requiresHashes: requiresHashes,
            isExcluded: { name in target.exclusions.contains { $0.matches(name) } }
        )
        return changed.map(LockMismatch.sourceChanged) + mismatches + changedFiles(of: lock)
    }

    /// Where the project itself asks for each package, in the order of the requirements.
    private var origins: [PackageName: [String]] {
        Dictionary(grouping: applicableRequirements, by: \.requirement.name).mapValues { $0.map(\.origin.description) }
    }

    /// The project's own requirements that count for the target, or that something overrides.
    var applicableRequirements: [DeclaredRequirement] {
        let overridden = overriddenNames
        return requirements.filter { declared in
            overridden.contains(declared.requirement.name)
                || declared.requirement.applies(to: target.platform.markerEnvironment)
        }
    }

    /// The packages whose requirements are not what is asked for, because something overrides them.
    var overriddenNames: Set<PackageName> { Set(overrides.map(\.requirement.name)) }

    /// Reads a lock file's content; `nil` when there is none.
    func decode(_ content: [UInt8]?) throws(BuildFailure) -> LockFile? {
        guard let content else { return nil }
        do throws(LockFileError) {
            return try LockFile(content)
        } catch {
            throw BuildFailure(describing: error)
        }
    }

    /// A new view of the indexes as these requirements allow it.
    func makeProvider() -> IndexPackageProvider {
        IndexPackageProvider(
            source: sources,
            platform: target.platform,
            requirements: requirements,
            constraints: constraints,
            overrides: overrides,
            requiresHashes: requiresHashes,
            sources: target.builds
        )
    }

    private func resolve(preferring preferences: [PackageName: Version]) async throws(BuildFailure) -> DependencyPlan {
        let provider = makeProvider()
        let observed = ObservedProvider(
            provider: provider,
            skipsDependencies: options.skipsTransitiveDependencies,
            observer: observer
        )
        let resolver = Resolver(
            provider: observed,
            platform: target.platform,
            options: ResolverOptions(
                prereleases: target.prereleases ? .allow : .ifNecessary,
                exclusions: target.exclusions,
                preferences: preferences,
                constraints: constraints,
                overrides: overrides
            )
        )
        let resolution: Resolution
        do throws(ResolutionError) {
            resolution = try await resolver.resolve(requirements)
        } catch {
            var failure = BuildFailure(describing: error)
            if case .unsatisfiable(let explanation) = error, let unknown = explanation.unknownPackages.first {
                failure.hint = advice(about: unknown)
            }
            throw failure
        }
        warn(about: resolution)
        try await warnAboutPython(of: resolution, from: provider)
        var packages: [PlannedPackage] = []
        for package in resolution.packages {
            packages.append(try await plan(package, from: provider))
        }
        return DependencyPlan(resolution: resolution, packages: try await sized(packages), inputs: recordedInputs)
    }

    /// What the lock file records; nothing when it would not hold what the packages need.
    private var recordedInputs: LockInputs? {
        options.skipsTransitiveDependencies ? nil : inputs
    }

    private func plan(
        _ package: ResolvedPackage,
        from provider: IndexPackageProvider
    ) async throws(BuildFailure) -> PlannedPackage {
        let isDirect = isDirect(package.name)
        let file: DistributionFile?
        var built: SourceDistributions.Built?
        do {
            file = try await provider.wheel(for: package.name, version: package.version)
            if let file { built = try await sources.built(package.name, file, reference: reference(to: package.name)) }
        } catch {
            throw BuildFailure(describing: error)
        }
        guard let file else {
            throw BuildFailure(
                .badInput,
                code: "no-wheel",
                "There is no wheel of \(package.name.normalized) \(package.version)."
            )
        }
        let wheel: PlannedWheel
        if let built { wheel = PlannedWheel(built.locked) } else { wheel = try await self.wheel(file) }
        return PlannedPackage(
            name: package.name,
            version: package.version,
            extras: package.extras,
            extrasForPackages: package.extrasForPackages,
            index: isDirect ? nil : client.index(of: file, package.name)?.url,
            isDirect: isDirect,
            wheel: wheel,
            built: built?.locked,
            dependencies: package.dependencies,
            requiredBy: package.requiredBy.map(\.summary).uniqued()
        )
    }

    /// The wheel with its digest; one that neither the index nor the page states is learnt from the file itself.
    private func wheel(_ file: DistributionFile) async throws(BuildFailure) -> PlannedWheel {
        do {
            let (sha256, bytes) = try await client.digest(of: file)
            return PlannedWheel(filename: file.filename, url: file.url, sha256: sha256, bytes: bytes ?? 0)
        } catch {
            throw BuildFailure(describing: error)
        }
    }
}

extension Requirer {
    /// Who requires, in a few words.
    fileprivate var summary: String {
        switch self {
        case .declared(let declared): "\(declared.origin)"
        case .package(let name, _, _, _): name.normalized
        }
    }
}

extension [String] {
    /// The elements in their order, each once.
    fileprivate func uniqued() -> [String] {
        var seen: Set<String> = []
        return filter { seen.insert($0).inserted }
    }
}
