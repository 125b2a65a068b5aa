/// A package of the solver, numbered in the order of first mention.
typealias SolverPackage = Int
/// An incompatibility in the solver's arena.
typealias IncompatibilityIndex = Int
/// A statement about the world outside the solver, numbered by whoever made it.
typealias FactIndex = Int

/// Says that the slot of a package is in a set.
struct Term: Hashable, Sendable {
    var package: SolverPackage
    var slots: SlotSet
}

/// Terms that must not all hold at once.
struct Incompatibility: Sendable {
    /// Why the terms cannot hold together.
    enum Cause: Hashable, Sendable {
        /// Given from outside: a requirement, a dependency, an unusable version.
        case fact(FactIndex)
        /// Derived from two other incompatibilities.
        case derived(IncompatibilityIndex, IncompatibilityIndex)
    }

    /// At most one term for each package, none of which always holds.
    var terms: [Term]
    var cause: Cause

    /// Returns the slots of a package's term.
    func slots(of package: SolverPackage) -> SlotSet? {
        terms.first { $0.package == package }?.slots
    }
}
