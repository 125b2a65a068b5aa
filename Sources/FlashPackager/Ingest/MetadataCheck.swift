import ArtifactCache
import PythonPackaging

/// Holds the wheels' own metadata against the plan, which was made from what an index or a lock file said of them.
///
/// What is installed is the wheel, so its metadata counts: everything it requires must be in the plan at a version it
/// accepts, or be left out on request.
struct MetadataCheck: Sendable {
    let target: Target
    /// The packages whose requirements are overridden, so that the wheels' do not count.
    let overridden: Set<PackageName>
    let store: ArtifactStore

    /// Checks every package of `plan`, whose wheels are in the store.
    ///
    /// - Throws: `metadata-mismatch` when a wheel asks for something the plan does not give.
    func check(_ plan: DependencyPlan) throws(BuildFailure) {
        let planned = Dictionary(plan.packages.map { ($0.name, $0) }) { first, _ in first }
        for package in plan.packages {
            let metadata: CoreMetadata?
            do {
                metadata = try WheelMetadataStore(store).metadata(of: package.wheel.sha256)
            } catch let error as CoreMetadataError {
                throw mismatch(package, "has unusable metadata: \(error)")
            } catch {
                throw BuildFailure(describing: error)
            }
            guard let metadata else { continue }
            try check(metadata, of: package, planned)
        }
    }

    private func check(
        _ metadata: CoreMetadata,
        of package: PlannedPackage,
        _ planned: [PackageName: PlannedPackage]
    ) throws(BuildFailure) {
        guard metadata.name == package.name, metadata.version == package.version else {
            throw mismatch(package, "says that it is \(metadata.name) \(metadata.version)")
        }
        // Whether the target may be newer than the metadata says was decided, and told, when the package was chosen.
        if let required = metadata.requiresPython,
            !required.withoutUpperBounds.contains(target.platform.pythonVersion.version)
        {
            throw mismatch(package, "requires Python \(required)")
        }
        let required = metadata.requiresDist.filter { applies($0, package.extras) }
        let names = Set(required.map(\.name)).union(overridden)
        if let other = package.dependencies.first(where: { !names.contains($0) }) {
            throw mismatch(package, "does not require \(other)")
        }
        for requirement in required {
            guard !overridden.contains(requirement.name),
                !target.exclusions.contains(where: { $0.matches(requirement.name) })
            else { continue }
            guard let dependency = planned[requirement.name] else {
                throw mismatch(package, "requires \(requirement), which is not among the packages")
            }
            guard requirement.url != nil || requirement.specifiers.contains(dependency.version) else {
                throw mismatch(package, "requires \(requirement), not \(dependency.name) \(dependency.version)")
            }
        }
    }

    private func applies(_ requirement: Requirement, _ extras: [PackageName]) -> Bool {
        let environment = target.platform.markerEnvironment
        return requirement.applies(to: environment)
            || extras.contains { extra in
                requirement.applies(to: environment, extras: [extra])
            }
    }

    private func mismatch(_ package: PlannedPackage, _ problem: String) -> BuildFailure {
        BuildFailure(
            .badInput,
            code: "metadata-mismatch",
            "The wheel \(package.wheel.filename) \(problem); the index or the lock file described it otherwise.",
            hint: "`flash lock --upgrade` goes by what the wheel says from now on. "
                + "Tell whoever runs the index that its metadata is not that of the wheel."
        )
    }
}
