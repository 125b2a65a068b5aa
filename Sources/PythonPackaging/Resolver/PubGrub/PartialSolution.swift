/// What is known so far of each package, with the history that led there.
struct PartialSolution: Sendable {
    /// One step that narrowed the slots of a package.
    struct Assignment: Sendable {
        /// Position among the assignments of all packages.
        var order: Int
        /// Number of decisions made before or with this step.
        var level: Int
        /// The slots left after this step.
        var slots: SlotSet
        /// The incompatibility it was derived from; `nil` for a decision.
        var cause: IncompatibilityIndex?
    }

    private(set) var slotCounts: [Int32] = []
    private(set) var level = 0
    /// The packages that must be present and were not decided upon.
    private(set) var open: Set<SolverPackage> = []
    private var histories: [[Assignment]] = []
    private var initial: [SlotSet] = []
    private var current: [SlotSet] = []
    private var decided: [Bool] = []
    private var trail: [SolverPackage] = []

    /// Adds a package that may be absent or have any of `slotCount - 1` versions.
    mutating func addPackage(slotCount: Int32) -> SolverPackage {
        let all = SlotSet(0..<slotCount)
        slotCounts.append(slotCount)
        histories.append([])
        initial.append(all)
        current.append(all)
        decided.append(false)
        return slotCounts.count - 1
    }

    /// Returns the slots that a package may still have.
    func slots(of package: SolverPackage) -> SlotSet { current[package] }

    /// Returns whether a version of the package was decided upon.
    func isDecided(_ package: SolverPackage) -> Bool { decided[package] }

    /// Returns the slots that no decision took part in ruling out.
    func slotsWithoutDecisions(of package: SolverPackage) -> SlotSet {
        histories[package].last { $0.level == 0 }?.slots ?? initial[package]
    }

    /// Returns the level at which a package was decided upon.
    func decisionLevel(of package: SolverPackage) -> Int? {
        decided[package] ? histories[package].first { $0.cause == nil }?.level : nil
    }

    /// Returns the incompatibility that ruled out a slot of a package; `nil` if a decision did or nothing.
    func cause(ofMissing slot: Int32, of package: SolverPackage) -> IncompatibilityIndex? {
        histories[package].first { !$0.slots.contains(slot) }?.cause
    }

    /// Returns a step in the history of a package.
    func assignment(_ index: Int, of package: SolverPackage) -> Assignment { histories[package][index] }

    /// Narrows a package to one slot, one level deeper.
    mutating func decide(_ package: SolverPackage, slot: Int32) {
        level += 1
        decided[package] = true
        open.remove(package)
        append(package, slots: SlotSet(slot: slot), cause: nil)
    }

    /// Narrows a package by what an incompatibility implies.
    mutating func derive(_ package: SolverPackage, outside slots: SlotSet, cause: IncompatibilityIndex) {
        append(package, slots: current[package].subtracting(slots), cause: cause)
        if !decided[package], !current[package].allowsAbsence { open.insert(package) }
    }

    private mutating func append(_ package: SolverPackage, slots: SlotSet, cause: IncompatibilityIndex?) {
        histories[package].append(Assignment(order: trail.count, level: level, slots: slots, cause: cause))
        current[package] = slots
        trail.append(package)
    }

    /// Undoes all steps of deeper levels.
    mutating func backtrack(toLevel target: Int) {
        while let package = trail.last, let last = histories[package].last, last.level > target {
            trail.removeLast()
            histories[package].removeLast()
            if last.cause == nil { decided[package] = false }
            current[package] = histories[package].last?.slots ?? initial[package]
            if decided[package] || current[package].allowsAbsence {
                open.remove(package)
            } else {
                open.insert(package)
            }
        }
        level = target
    }

    /// Finds the first step after which a package's slots, cut down to `own`, all lie in a term.
    ///
    /// - Returns: The index of the step, or `nil` if the term holds before any step.
    func satisfier(of term: Term, within own: SlotSet? = nil) -> Int? {
        func holds(_ slots: SlotSet) -> Bool {
            (own.map(slots.intersection) ?? slots).isSubset(of: term.slots)
        }
        if holds(initial[term.package]) { return nil }
        // The slots only shrink from step to step, so the first that holds can be bisected.
        let history = histories[term.package]
        var low = 0
        var high = history.count - 1
        while low < high {
            let middle = (low + high) / 2
            if holds(history[middle].slots) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
