import PythonPackaging

extension DependencyPlanner {
    /// The packages whose locked versions are forgotten one by one.
    func names(in upgrade: LockOptions.Upgrade) throws(BuildFailure) -> [PackageName] {
        guard case .packages(let texts) = upgrade else { return [] }
        var names: [PackageName] = []
        for text in texts {
            guard let name = PackageName(text) else {
                throw BuildFailure(.usage, code: "upgrade-package", "'\(text)' is not a package name.")
            }
            names.append(name)
        }
        return names
    }

    /// Refuses names that neither the old lock nor the new plan has: they are most likely misspelt.
    func check(_ names: [PackageName], _ lock: LockFile?, _ plan: DependencyPlan) throws(BuildFailure) {
        var known = Set(plan.packages.map(\.name.normalized) + plan.excluded.map(\.name))
        known.formUnion(lock?.packages.map(\.name.normalized) ?? [])
        guard let unknown = names.first(where: { !known.contains($0.normalized) }) else { return }
        throw BuildFailure(
            .badInput,
            code: "upgrade-package",
            "Nothing requires a package '\(unknown.normalized)', so it cannot be upgraded.",
            hint: unknown.normalized.nearest(among: known.sorted()).map { "Did you mean \($0)?" }
        )
    }

    /// Describes a lock file that does not answer the requirements.
    static func stale(_ mismatches: [LockMismatch]) -> BuildFailure {
        let reasons = mismatches.prefix(5).map(\.description).joined(separator: "; ")
        return BuildFailure(
            .badInput,
            code: "stale-lock",
            "The lock file \(LockFile.filename) does not answer the requirements: \(reasons).",
            hint: "Run `flash lock` and commit the file, or build without --locked."
        )
    }
}
