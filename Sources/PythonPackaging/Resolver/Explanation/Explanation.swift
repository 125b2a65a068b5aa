/// Why requirements cannot be satisfied, in sentences that start from the user's own requirements.
public struct Explanation: Hashable, Sendable, CustomStringConvertible {
    /// The steps of the argument; the last one concludes that there is no solution.
    public let sentences: [String]
    /// The user's requirements that take part in the conflict, in the order they were given.
    public let requirements: [DeclaredRequirement]
    /// The packages that take part in the conflict, sorted.
    public let packages: [PackageName]
    /// The packages among them that no index has, sorted.
    public let unknownPackages: [PackageName]
    /// What else may help, as whole sentences.
    public let remedies: [String]

    /// The sentences, one on each line.
    public var description: String { sentences.joined(separator: "\n") }
}
