extension PubGrub {
    private enum Relation {
        /// All terms hold.
        case violated
        /// All terms but this one hold, so it must not.
        case unit(Term)
        /// Some term does not hold, or too many are open.
        case idle
    }

    /// Derives all that follows, learning from conflicts on the way.
    ///
    /// - Returns: An incompatibility without terms if nothing can satisfy all that was added.
    mutating func propagate() -> IncompatibilityIndex? {
        while true {
            if let index = unexamined.popLast() {
                if isActive[index], let contradiction = examine(index) { return contradiction }
            } else if let package = changed.popLast() {
                // The newest incompatibilities first: those learned from conflicts are the strongest.
                for index in occurrences[package].reversed() {
                    let conflictsBefore = conflicts.count
                    if let contradiction = examine(index) { return contradiction }
                    if conflicts.count != conflictsBefore { break }
                }
            } else {
                return nil
            }
        }
    }

    private mutating func examine(_ index: IncompatibilityIndex) -> IncompatibilityIndex? {
        switch relation(of: index) {
        case .idle:
            return nil
        case .unit(let term):
            solution.derive(term.package, outside: term.slots, cause: index)
            changed.append(term.package)
            return nil
        case .violated:
            return learn(from: index)
        }
    }

    private func relation(of index: IncompatibilityIndex) -> Relation {
        var open: Term?
        for term in incompatibilities[index].terms {
            let slots = solution.slots(of: term.package)
            if slots.isSubset(of: term.slots) { continue }
            if open != nil || slots.isDisjoint(with: term.slots) { return .idle }
            open = term
        }
        return open.map(Relation.unit) ?? .violated
    }
}
