/// Conflict-driven version solving over numbered packages and slots.
///
/// Follows the PubGrub algorithm (https://github.com/dart-lang/pub/blob/master/doc/solver.md): unit propagation,
/// conflict resolution that learns an incompatibility and jumps back, and decisions made by the owner of this value.
struct PubGrub: Sendable {
    /// A package that had to give up slots because of what an incompatibility says about others.
    struct Conflict: Sendable {
        var package: SolverPackage
        var incompatibility: IncompatibilityIndex
    }

    private(set) var incompatibilities: [Incompatibility] = []
    var solution = PartialSolution()
    /// The conflicts met since they were last taken, in order.
    private(set) var conflicts: [Conflict] = []

    /// The incompatibilities that have a term for each package.
    var occurrences: [[IncompatibilityIndex]] = []
    /// Whether propagation uses an incompatibility.
    ///
    /// Steps of a derivation and those replaced by a wider one are only
    /// kept for explanations.
    var isActive: [Bool] = []
    /// Incompatibilities that were not looked at since they were added or since the last jump back.
    var unexamined: [IncompatibilityIndex] = []
    /// Packages whose slots were narrowed and whose incompatibilities wait to be looked at.
    var changed: [SolverPackage] = []
    /// The number of incompatibilities at the time of each decision.
    var countsAtDecision: [Int] = []

    /// The number of packages, which is the index of the next.
    var packageCount: Int { solution.slotCounts.count }

    /// Adds a package with a number of versions, which have the slots 1, 2, … from the oldest on.
    mutating func addPackage(versionCount: Int) -> SolverPackage {
        occurrences.append([])
        return solution.addPackage(slotCount: Int32(versionCount) + 1)
    }

    /// Adds an incompatibility, which the next propagation takes into account.
    @discardableResult
    mutating func add(_ terms: [Term], fact: FactIndex) -> IncompatibilityIndex? {
        guard let terms = normalized(terms) else { return nil }
        let index = record(Incompatibility(terms: terms, cause: .fact(fact)))
        register(index)
        return index
    }

    /// Replaces a given incompatibility with one whose term for a package holds more slots.
    mutating func widen(
        _ index: IncompatibilityIndex,
        _ package: SolverPackage,
        by slots: SlotSet
    ) -> IncompatibilityIndex {
        var wider = incompatibilities[index]
        for position in wider.terms.indices where wider.terms[position].package == package {
            wider.terms[position].slots = wider.terms[position].slots.union(slots)
        }
        isActive[index] = false
        for term in wider.terms { occurrences[term.package].removeAll { $0 == index } }
        let replacement = record(wider)
        register(replacement)
        return replacement
    }

    /// Remembers a conflict for whoever makes the decisions.
    mutating func record(_ conflict: Conflict) { conflicts.append(conflict) }

    /// Returns the conflicts met since the last call.
    mutating func takeConflicts() -> [Conflict] {
        defer { conflicts.removeAll() }
        return conflicts
    }

    /// Undoes the decision upon a package and all later ones.
    ///
    /// - Returns: Whether there was such a decision.
    mutating func backtrack(before package: SolverPackage) -> Bool {
        guard let level = solution.decisionLevel(of: package) else { return false }
        jumpBack(toLevel: level - 1)
        return true
    }

    /// Chooses a slot for a package.
    mutating func decide(_ package: SolverPackage, slot: Int32) {
        solution.decide(package, slot: slot)
        countsAtDecision.append(incompatibilities.count)
        changed.append(package)
    }

    /// Adds an incompatibility to the arena only.
    mutating func record(_ incompatibility: Incompatibility) -> IncompatibilityIndex {
        incompatibilities.append(incompatibility)
        isActive.append(false)
        return incompatibilities.count - 1
    }

    /// Makes propagation see an incompatibility.
    mutating func register(_ index: IncompatibilityIndex) {
        isActive[index] = true
        for term in incompatibilities[index].terms { occurrences[term.package].append(index) }
        unexamined.append(index)
    }

    /// Merges the terms of each package; `nil` if one of them can never hold, so that nothing is ruled out.
    private func normalized(_ terms: [Term]) -> [Term]? {
        var result: [Term] = []
        for term in terms {
            if let position = result.firstIndex(where: { $0.package == term.package }) {
                result[position].slots = result[position].slots.intersection(term.slots)
            } else {
                result.append(term)
            }
        }
        guard result.allSatisfy({ !$0.slots.isEmpty }) else { return nil }
        return result.filter { !$0.slots.isComplete(slotCount: solution.slotCounts[$0.package]) }
    }
}
