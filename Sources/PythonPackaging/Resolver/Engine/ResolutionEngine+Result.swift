extension ResolutionEngine {
    /// Reads the resolution off the decisions, starting from the user's requirements.
    func resolution(of roots: [RootRequirement]) async throws -> Resolution {
        var selection = Selection()
        for root in roots { visit(root.applied.requirement, .declared(root.declared), &selection) }
        while let node = selection.queue.popLast() {
            let base = package(of: node)
            guard let known = known[base], let slot = solver.solution.slots(of: base).only else { continue }
            let version = known.version(at: slot)
            var extra: PackageName?
            if case .extra(_, let name) = nodes[node] { extra = name }
            for applied in dependencies[node]?[slot] ?? [] {
                let requirement = applied.requirement
                visit(requirement, .package(known.name, version, extra: extra, applied.stated), &selection)
                if scope.exclusion(of: requirement.name) == nil {
                    selection.dependencies[known.name, default: []].insert(requirement.name)
                }
            }
        }
        let packages = selection.nodes.compactMap { resolved($0, selection) }.sorted { $0.name < $1.name }
        let seen = Set(packages.map(\.name)).union(selection.dropped.keys)
        let matched = Set(selection.dropped.values.joined().map(\.pattern))
        return Resolution(
            packages: packages,
            excluded: selection.dropped.mapValues { dropped in
                dropped.sorted { Self.precedes($0.requirer, $1.requirer) }
            },
            unmatchedExclusions: options.exclusions.filter { !matched.contains($0) },
            missingExtras: try await missingExtras(selection),
            namesSeen: seen.sorted()
        )
    }

    /// What the user's requirements reach.
    private struct Selection {
        var queue: [SolverPackage] = []
        var nodes: Set<SolverPackage> = []
        var requirers: [SolverPackage: [Requirer]] = [:]
        var dependencies: [PackageName: Set<PackageName>] = [:]
        var dropped: [PackageName: [DroppedRequirement]] = [:]
    }

    private func visit(_ requirement: Requirement, _ requirer: Requirer, _ selection: inout Selection) {
        if let pattern = scope.exclusion(of: requirement.name) {
            selection.dropped[requirement.name, default: []]
                .append(DroppedRequirement(requirer: requirer, pattern: pattern))
            return
        }
        guard let base = indexes[.package(requirement.name)] else { return }
        for node in [base] + requirement.extras.compactMap({ indexes[.extra(base, $0)] }) {
            selection.requirers[node, default: []].append(requirer)
            if selection.nodes.insert(node).inserted { selection.queue.append(node) }
        }
    }

    private func resolved(_ node: SolverPackage, _ selection: Selection) -> ResolvedPackage? {
        guard let known = known[node], let slot = solver.solution.slots(of: node).only else { return nil }
        let extras = (extras[node] ?? []).filter(selection.nodes.contains).compactMap { index -> PackageName? in
            guard case .extra(_, let name) = nodes[index] else { return nil }
            return name
        }
        return ResolvedPackage(
            name: known.name,
            version: known.version(at: slot),
            extras: extras.sorted(),
            dependencies: (selection.dependencies[known.name] ?? []).sorted(),
            requiredBy: (selection.requirers[node] ?? []).sorted(by: Self.precedes)
        )
    }

    private func missingExtras(_ selection: Selection) async throws -> [MissingExtra] {
        var result: [MissingExtra] = []
        for node in selection.nodes.sorted() {
            guard case .extra(let base, let extra) = nodes[node], let known = known[base],
                let slot = solver.solution.slots(of: base).only, let requirer = selection.requirers[node]?.first
            else { continue }
            let version = known.version(at: slot)
            guard let available = try await offeredExtras(base, known.name, version), !available.contains(extra)
            else { continue }
            result.append(
                MissingExtra(
                    package: known.name,
                    version: version,
                    extra: extra,
                    requirer: requirer,
                    available: available.sorted()
                )
            )
        }
        return result
    }

    private func offeredExtras(
        _ node: SolverPackage,
        _ name: PackageName,
        _ version: Version
    ) async throws -> [PackageName]? {
        do {
            return try await requests.extras(of: name, version: version)
        } catch {
            try Task.checkCancellation()
            throw ResolutionError.provider(
                package: name,
                chain: chain(endingWith: firstMention[node]),
                underlying: error
            )
        }
    }

    /// Orders the user's requirements as given and before packages, and packages by name and extra.
    private static func precedes(_ left: Requirer, _ right: Requirer) -> Bool {
        switch (left, right) {
        case (.declared(let left), .declared(let right)):
            (left.origin.file, left.origin.line) < (right.origin.file, right.origin.line)
        case (.declared, .package): true
        case (.package, .declared): false
        case (.package(let left, _, let leftExtra, let first), .package(let right, _, let rightExtra, let second)):
            (left.normalized, leftExtra?.normalized ?? "", first.description)
                < (right.normalized, rightExtra?.normalized ?? "", second.description)
        }
    }
}
