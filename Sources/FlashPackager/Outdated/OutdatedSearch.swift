import PythonPackaging

/// Takes no note of anything.
private struct SilentObserver: BuildObserver {
    func observe(_ event: BuildEvent) {}
}

/// Asks the index for newer versions of what a lock file holds.
struct OutdatedSearch: Sendable {
    private let lock: LockFile
    private let planner: DependencyPlanner
    private let provider: IndexPackageProvider

    init(_ lock: LockFile, planner: DependencyPlanner) {
        self.lock = lock
        self.planner = planner
        provider = planner.makeProvider()
    }

    /// Compares every locked package with the versions there are.
    ///
    /// - Returns: the packages with newer versions, by name.
    /// - Throws: what keeps the index from answering.
    func packages() async throws(BuildFailure) -> [OutdatedReport.Package] {
        let requirements = try await requirements()
        let upgraded = try await upgraded()
        let packages = try await each(lock.packages) { package -> OutdatedReport.Package? in
            guard !package.isDirect else { return nil }
            let candidates: [Candidate]
            do {
                candidates = try await provider.candidates(of: package.name)
            } catch is UnknownPackage {
                planner.observer.observe(.warning("\(package.name) is locked, but no index has it any more."))
                return nil
            }
            let comparison = VersionComparison(
                locked: package.version,
                upgraded: upgraded[package.name],
                candidates: candidates,
                requirements: requirements[package.name] ?? [],
                allowsPrereleases: planner.target.prereleases
            )
            return comparison.package(named: package.name)
        }
        var explained: [OutdatedReport.Package] = []
        for var package in packages {
            if package.compatible != package.latest, package.heldBy.isEmpty {
                package.explanation = try await explanation(of: package, upgraded)
            }
            explained.append(package)
        }
        return explained
    }

    /// The versions resolving anew gives; those of the lock file when the requirements have no solution any more.
    private func upgraded() async throws(BuildFailure) -> [PackageName: Version] {
        do throws(BuildFailure) {
            return try await resolve(planner.constraints)
        } catch {
            guard error.code == "unsatisfiable" else { throw error }
            planner.observer.observe(.warning("`flash lock --upgrade` would fail: \(error.message)"))
            return lock.versions
        }
    }

    /// Says what happens when the latest version is insisted on.
    private func explanation(
        of package: OutdatedReport.Package,
        _ upgraded: [PackageName: Version]
    ) async throws(BuildFailure) -> String? {
        guard let requirement = try? Requirement("\(package.name)==\(package.latest)") else { return nil }
        let origin = RequirementOrigin(file: "the latest version", line: 0)
        let versions: [PackageName: Version]
        do throws(BuildFailure) {
            versions = try await resolve(planner.constraints + [DeclaredRequirement(requirement, origin: origin)])
        } catch {
            guard error.code == "unsatisfiable" else { throw error }
            return error.message.split(separator: "\n").dropFirst().joined(separator: " ")
        }
        let older = upgraded.filter { name, version in versions[name].map { $0 < version } ?? false }.keys.sorted()
        let changes = older.compactMap { name in versions[name].map { "\(name) \($0)" } }
        return changes.isEmpty ? nil : "Together with it only \(changes.joined(separator: ", ")) can be used."
    }

    private func resolve(_ constraints: [DeclaredRequirement]) async throws(BuildFailure) -> [PackageName: Version] {
        var planner = planner
        planner.constraints = constraints
        planner.observer = SilentObserver()
        let plan = try await planner.plan(lockFile: nil, upgrade: .everything)
        return Dictionary(plan.packages.map { ($0.name, $0.version) }) { first, _ in first }
    }

    /// What is required of each package: by the project first, then by the locked packages in the order of their names.
    private func requirements() async throws(BuildFailure) -> [PackageName: [StatedRequirement]] {
        let environment = planner.target.platform.markerEnvironment
        let overridden = planner.overriddenNames
        let own = planner.requirements.filter { !overridden.contains($0.requirement.name) }
        var stated = (own + planner.overrides + planner.constraints)
            .filter { $0.requirement.applies(to: environment) }
            .map { StatedRequirement(requirement: $0.requirement, by: "\($0.origin)", isOwn: true) }
        if !planner.options.skipsTransitiveDependencies {
            stated += try await each(lock.packages) { package in
                let extras = Set(package.extras)
                return try await dependencies(of: package)
                    .filter { !overridden.contains($0.name) && $0.applies(to: environment, extras: extras) }
                    .map {
                        StatedRequirement(requirement: $0, by: "\(package.name) \(package.version)", isOwn: false)
                    }
            }.flatMap(\.self)
        }
        return Dictionary(grouping: stated, by: \.requirement.name)
    }

    private func dependencies(of package: LockFile.Package) async throws -> [Requirement] {
        guard let wheel = package.wheels.first else { return [] }
        var file = DistributionFile(wheel)
        if !package.isDirect, let files = try? await planner.client.files(of: package.name) {
            // What the page says of the file tells how to get its metadata cheaply.
            file = files.first { $0.sha256 == wheel.sha256 } ?? file
        }
        return try await planner.client.metadata(of: file).requiresDist
    }

    /// Does `work` for all elements at once and keeps the results in their order.
    private func each<Element: Sendable, Result: Sendable>(
        _ elements: [Element],
        _ work: @escaping @Sendable (Element) async throws -> Result?
    ) async throws(BuildFailure) -> [Result] {
        do {
            return try await withThrowingTaskGroup(of: (Int, Result?).self) { group in
                for (position, element) in elements.enumerated() {
                    group.addTask { (position, try await work(element)) }
                }
                var results: [Result?] = Array(repeating: nil, count: elements.count)
                for try await (position, result) in group { results[position] = result }
                return results.compactMap(\.self)
            }
        } catch {
            throw BuildFailure(describing: error)
        }
    }
}
