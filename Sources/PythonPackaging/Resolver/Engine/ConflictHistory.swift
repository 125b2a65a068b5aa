/// Counts which packages give up versions because of which others, to decide upon the former first.
///
/// A version chosen early for one package can make all versions of another fail one by one. Once that happened a few times, the
/// two swap places. Each package moves at most twice, so that this comes to an end.
struct ConflictHistory: Sendable {
    /// When a package is decided upon; those with a smaller value come first, after packages without a choice.
    enum Rank: Int, Comparable, Sendable {
        /// It gave up versions again and again.
        case early = 1
        /// Others gave up versions again and again because of it. Those that were never in the way come after it.
        case late
        case ordinary

        static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    /// The number of conflicts after which a package moves.
    private static let threshold = 5

    private var ranks: [SolverPackage: Rank] = [:]
    private var givenUp: [SolverPackage: Int] = [:]
    private var inTheWay: [SolverPackage: Int] = [:]
    private var promoted: [SolverPackage] = []
    private var demoted: [SolverPackage] = []

    /// Returns when a package is decided upon.
    func rank(of package: SolverPackage) -> Rank { ranks[package] ?? .ordinary }

    /// Counts a conflict.
    ///
    /// - Parameters:
    ///   - package: The package that gave up versions.
    ///   - others: The packages because of which it did.
    mutating func record(_ package: SolverPackage, because others: [SolverPackage]) {
        guard !others.isEmpty else { return }
        for other in others {
            inTheWay[other, default: 0] += 1
            if inTheWay[other] == Self.threshold { demoted.append(other) }
        }
        givenUp[package, default: 0] += 1
        if givenUp[package] == Self.threshold { promoted.append(package) }
    }

    /// Moves the packages that had enough conflicts.
    ///
    /// - Returns: Those that are to be decided upon later than before.
    mutating func reorder() -> [SolverPackage] {
        for package in promoted { ranks[package] = .early }
        let moved = demoted.filter { ranks[$0] == nil }
        for package in moved { ranks[package] = .late }
        promoted.removeAll()
        demoted.removeAll()
        return moved
    }
}
