import ArtifactCache
import Digests
import HTTPTransport
import PythonPackaging

/// Decides which wheels go into the artifact: from the lock file while it answers, else from the index.
struct DependencyPlanner: Sendable {
    let options: BuildOptions
    let target: Target
    let requirements: [DeclaredRequirement]
    let constraints: [DeclaredRequirement]
    let requiresHashes: Bool
    let client: IndexClient
    let sources: SourceDistributions
    let root: String
    let observer: any BuildObserver

    private var inputs: LockInputs {
        LockInputs(
            requirements: requirements,
            constraints: constraints,
            exclusions: target.exclusions.map(\.description),
            indexes: target.indexes.map(\.url),
            prereleases: target.prereleases,
            sources: target.sources,
            target: target.platform
        )
    }

    /// Makes the plan.
    ///
    /// - Parameters:
    ///   - lockFile: the lock file's content; `nil` when there is none.
    ///   - upgrading: whether the versions in the lock file are no longer preferred.
    /// - Returns: the packages and the lock file that records them.
    /// - Throws: `unsatisfiable`, `stale-lock` and what the index reports.
    func plan(lockFile: [UInt8]?, upgrading: Bool) async throws(BuildFailure) -> DependencyPlan {
        for declared in requirements { declared.requirement.url.map(client.authorize) }
        let lock = options.skipsTransitiveDependencies ? nil : try decode(lockFile)
        if !upgrading, let lock {
            let mismatches = mismatches(of: lock)
            if mismatches.isEmpty {
                warnAboutExclusions(thatMatchNoneOf: lock)
                return DependencyPlan(lock: lock, bytes: lockFile ?? [], origins: origins)
            }
            if options.isLocked { throw Self.stale(mismatches) }
        } else if options.isLocked, !requirements.isEmpty {
            throw BuildFailure(
                .badInput,
                code: "no-lock",
                "There is no lock file \(LockFile.filename), and --locked forbids to make one.",
                hint: "Run `flash lock` and commit the file."
            )
        }
        guard !requirements.isEmpty else { return DependencyPlan() }
        return try await resolve(preferring: upgrading ? [:] : lock?.versions ?? [:])
    }

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

    private func mismatches(of lock: LockFile) -> [LockMismatch] {
        let changed = lock.packages.filter { $0.built?.source.isChanged(below: root) ?? false }.map(\.name)
        return changed.map(LockMismatch.sourceChanged) + lock.mismatches(
            requirements: requirements,
            constraints: constraints,
            inputs: inputs,
            target: target.platform,
            isExcluded: { name in target.exclusions.contains { $0.matches(name) } }
        )
    }

    /// Where the project itself asks for each package, in the order of the requirements.
    private var origins: [PackageName: [String]] {
        let applicable = requirements.filter { $0.requirement.applies(to: target.platform.markerEnvironment) }
        return Dictionary(grouping: applicable, by: \.requirement.name).mapValues { $0.map(\.origin.description) }
    }

    private func decode(_ content: [UInt8]?) throws(BuildFailure) -> LockFile? {
        guard let content else { return nil }
        do throws(LockFileError) {
            return try LockFile(content)
        } catch {
            throw BuildFailure(describing: error)
        }
    }

    private func resolve(preferring preferences: [PackageName: Version]) async throws(BuildFailure) -> DependencyPlan {
        let provider = IndexPackageProvider(
            source: sources,
            platform: target.platform,
            requirements: requirements,
            constraints: constraints,
            requiresHashes: requiresHashes,
            sources: target.sources
        )
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
                constraints: constraints
            )
        )
        let resolution: Resolution
        do throws(ResolutionError) {
            resolution = try await resolver.resolve(requirements)
        } catch {
            throw BuildFailure(describing: error)
        }
        warn(about: resolution)
        var packages: [PlannedPackage] = []
        for package in resolution.packages {
            packages.append(try await plan(package, from: provider))
        }
        return DependencyPlan(resolution: resolution, packages: packages, inputs: recordedInputs)
    }

    /// What the lock file records; nothing when it would not hold what the packages need.
    private var recordedInputs: LockInputs? {
        options.skipsTransitiveDependencies ? nil : inputs
    }

    private func plan(
        _ package: ResolvedPackage,
        from provider: IndexPackageProvider
    ) async throws(BuildFailure) -> PlannedPackage {
        let file: DistributionFile?
        let built: SourceDistributions.Built?
        do {
            file = try await provider.wheel(for: package.name, version: package.version)
            let reference = requirements.first {
                $0.requirement.name == package.name && $0.requirement.url != nil
                    && $0.requirement.applies(to: target.platform.markerEnvironment)
            }
            if let file {
                built = try await sources.built(package.name, file, reference: reference?.requirement.url)
            } else {
                built = nil
            }
        } catch {
            throw BuildFailure(describing: error)
        }
        if let built {
            return planned(package, wheel: PlannedWheel(built.locked), built: built.locked)
        }
        guard let file, let digest = file.sha256 else {
            throw BuildFailure(
                .badInput,
                code: "no-digest",
                "The index gives no SHA-256 for \(package.name.normalized) \(package.version), so it cannot be verified.",
                hint: "Use an index that states digests (PEP 503)."
            )
        }
        let wheel = PlannedWheel(filename: file.filename, url: file.url, sha256: digest, bytes: file.bytes ?? 0)
        return planned(package, wheel: wheel, built: nil)
    }

    private func planned(_ package: ResolvedPackage, wheel: PlannedWheel, built: LockFile.Built?) -> PlannedPackage {
        PlannedPackage(
            name: package.name,
            version: package.version,
            extras: package.extras,
            index: client.index(of: package.name)?.url,
            wheel: wheel,
            built: built,
            dependencies: package.dependencies,
            requiredBy: package.requiredBy.map(\.summary).uniqued()
        )
    }

    private func warn(about resolution: Resolution) {
        warn(about: resolution.unmatchedExclusions, seen: resolution.namesSeen)
        for extra in resolution.missingExtras {
            let offered = extra.available.map(\.normalized).joined(separator: ", ")
            observer.observe(
                .warning(
                    "\(extra.package.normalized) \(extra.version) has no extra '\(extra.extra.normalized)'"
                        + (offered.isEmpty ? "." : "; it has \(offered).")
                )
            )
        }
    }

    private func warnAboutExclusions(thatMatchNoneOf lock: LockFile) {
        let unmatched = target.exclusions.filter { pattern in !lock.excluded.contains { pattern.matches($0.name) } }
        warn(about: unmatched, seen: lock.packages.map(\.name) + lock.excluded.map(\.name))
    }

    private func warn(about unmatched: [ExclusionPattern], seen: [PackageName]) {
        for pattern in unmatched {
            let near = pattern.description.nearest(among: seen.map(\.normalized))
            let suggestion = near.map { "; did you mean \($0)?" } ?? "."
            observer.observe(.warning("nothing to exclude: \(pattern) matches no package\(suggestion)"))
        }
    }

    private static func stale(_ mismatches: [LockMismatch]) -> BuildFailure {
        let reasons = mismatches.prefix(5).map(\.description).joined(separator: "; ")
        return BuildFailure(
            .badInput,
            code: "stale-lock",
            "The lock file \(LockFile.filename) does not answer the requirements: \(reasons).",
            hint: "Run `flash lock` and commit the file, or build without --locked."
        )
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
