extension ResolutionEngine {
    /// Returns the package whose node this is, or which it is an extra of.
    func package(of node: SolverPackage) -> SolverPackage {
        switch nodes[node] {
        case .package: node
        case .extra(let package, _): package
        }
    }

    /// Returns the slot of the version whose dependencies a node has at one of its slots.
    func releaseSlot(of node: SolverPackage, _ slot: Int32) -> Int32 {
        switch nodes[node] {
        case .package: slot
        case .extra(let package, _): solver.solution.slots(of: package).only ?? slot
        }
    }

    /// Returns the next node to decide upon.
    ///
    /// Those without a choice come first, then those that conflict much, then the first mentioned. The order of the
    /// provider's answers plays no part.
    func nextNode() -> SolverPackage? {
        var best: (rank: Int, node: SolverPackage)?
        for node in solver.solution.open {
            let slots = solver.solution.slots(of: node)
            if case .extra(let package, _) = nodes[node], !solver.solution.isDecided(package) { continue }
            let rank = slots.only == nil ? rank(of: node).rawValue : 0
            if best.map({ (rank, node) < $0 }) ?? true { best = (rank, node) }
        }
        return best?.node
    }

    /// A package and its extras are decided upon together.
    private func rank(of node: SolverPackage) -> ConflictHistory.Rank {
        let base = package(of: node)
        return (extras[base] ?? []).map(conflicts.rank).reduce(conflicts.rank(of: base), min)
    }

    /// Returns the slot to try first for a node: the preferred version, else the newest that the policy favours.
    func chosenSlot(of node: SolverPackage) -> Int32 {
        let slots = solver.solution.slots(of: node)
        let newest = (slots.bounds.last ?? 2) - 1
        guard let package = known[node] else { return newest }
        if let preferred = options.preferences[package.name], let slot = package.slot(of: preferred),
            slots.contains(slot)
        {
            return slot
        }
        let isStableFirst =
            switch options.prereleases {
            case .ifNecessary: true
            case .explicit: !isPrereleaseNamed(package.name)
            case .allow, .disallow: false
            }
        guard isStableFirst else { return newest }
        for range in slots.ranges.reversed() {
            if let slot = range.reversed().first(where: { !package.version(at: $0).isPrerelease }) { return slot }
        }
        return newest
    }
}
