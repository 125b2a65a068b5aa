import PythonPackaging

extension DependencyPlanner {
    /// Tells which exclusions and extras of a resolution came to nothing.
    func warn(about resolution: Resolution) {
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

    /// Tells which packages are used on a Python that is newer than they say they support.
    func warnAboutPython(of resolution: Resolution, from provider: IndexPackageProvider) async throws(BuildFailure) {
        do {
            for package in resolution.packages {
                let (name, version) = (package.name, package.version)
                guard let stated = try await provider.exceededPython(of: name, version: version) else { continue }
                observer.observe(
                    .warning(
                        "\(name.normalized) \(version) states Requires-Python \(stated), which excludes the target's "
                            + "\(target.platform.pythonVersion); nothing else satisfies the requirements, so it is used."
                    )
                )
            }
        } catch {
            throw BuildFailure(describing: error)
        }
    }

    /// Tells which exclusions left nothing out of a lock.
    func warnAboutExclusions(thatMatchNoneOf lock: LockFile) {
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
}
