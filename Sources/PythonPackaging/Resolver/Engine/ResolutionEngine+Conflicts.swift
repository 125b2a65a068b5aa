extension ResolutionEngine {
    /// Learns from the conflicts of the last propagation which packages to decide upon first.
    ///
    /// - Returns: Whether decisions were undone, so that another propagation is needed.
    mutating func reorder() -> Bool {
        for conflict in solver.takeConflicts() { count(conflict) }
        if let (node, slot) = attempt, let cause = solver.solution.cause(ofMissing: slot, of: node) {
            // The version was given up before it could be decided upon.
            count(PubGrub.Conflict(package: node, incompatibility: cause))
        }
        attempt = nil
        var isUndone = false
        for node in conflicts.reorder() where solver.backtrack(before: package(of: node)) { isUndone = true }
        return isUndone
    }

    private mutating func count(_ conflict: PubGrub.Conflict) {
        let own = package(of: conflict.package)
        let others = solver.incompatibilities[conflict.incompatibility].terms.map(\.package)
            .filter { package(of: $0) != own }
        conflicts.record(conflict.package, because: others)
    }
}
