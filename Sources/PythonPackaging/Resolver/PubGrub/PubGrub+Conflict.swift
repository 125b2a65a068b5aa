extension PubGrub {
    /// The step that made an incompatibility hold, and the deepest level that the rest of it depends on.
    private struct Satisfier {
        var term: Term
        var assignment: PartialSolution.Assignment
        var previousLevel: Int
    }

    /// Resolves a violated incompatibility against the causes of its terms until jumping back makes it useful.
    ///
    /// - Returns: An incompatibility without terms if the conflict does not depend on any decision.
    mutating func learn(from violated: IncompatibilityIndex) -> IncompatibilityIndex? {
        var index = violated
        while let satisfier = satisfier(of: index) {
            if let cause = satisfier.assignment.cause, satisfier.previousLevel >= satisfier.assignment.level {
                index = resolve(index, cause, on: satisfier.term.package)
            } else {
                jumpBack(toLevel: satisfier.previousLevel)
                record(Conflict(package: satisfier.term.package, incompatibility: index))
                if index != violated { register(index) } else { unexamined.append(index) }
                return nil
            }
        }
        return index
    }

    private func satisfier(of index: IncompatibilityIndex) -> Satisfier? {
        var last: Satisfier?
        for term in incompatibilities[index].terms {
            guard let step = solution.satisfier(of: term) else { continue }
            let assignment = solution.assignment(step, of: term.package)
            if let known = last, known.assignment.order > assignment.order {
                last?.previousLevel = max(known.previousLevel, assignment.level)
            } else {
                let previous = last.map { max($0.previousLevel, $0.assignment.level) } ?? 0
                last = Satisfier(term: term, assignment: assignment, previousLevel: previous)
            }
        }
        guard var last else { return nil }
        // What the step says by itself may not be enough: then earlier steps of the same package count as well.
        if let cause = last.assignment.cause, let excluded = incompatibilities[cause].slots(of: last.term.package) {
            let own = excluded.complement(slotCount: solution.slotCounts[last.term.package])
            if let step = solution.satisfier(of: last.term, within: own) {
                let level = solution.assignment(step, of: last.term.package).level
                last.previousLevel = max(last.previousLevel, level)
            }
        }
        return last
    }

    /// Derives what follows from two incompatibilities whatever the slot of one package.
    private mutating func resolve(
        _ index: IncompatibilityIndex,
        _ cause: IncompatibilityIndex,
        on pivot: SolverPackage
    ) -> IncompatibilityIndex {
        var terms = incompatibilities[index].terms
        for term in incompatibilities[cause].terms {
            guard let position = terms.firstIndex(where: { $0.package == term.package }) else {
                terms.append(term)
                continue
            }
            if term.package == pivot {
                terms[position].slots = terms[position].slots.union(term.slots)
            } else {
                terms[position].slots = terms[position].slots.intersection(term.slots)
            }
        }
        terms.removeAll { $0.slots.isComplete(slotCount: solution.slotCounts[$0.package]) }
        return record(Incompatibility(terms: terms, cause: .derived(index, cause)))
    }

    mutating func jumpBack(toLevel level: Int) {
        guard level < solution.level else { return }
        solution.backtrack(toLevel: level)
        // What was added on deeper levels was never looked at against the slots of this one.
        for index in countsAtDecision[level]..<incompatibilities.count where isActive[index] {
            unexamined.append(index)
        }
        countsAtDecision.removeLast(countsAtDecision.count - level)
        changed.removeAll()
    }
}
