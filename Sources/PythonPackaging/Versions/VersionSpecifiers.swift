/// Conditions a version must all satisfy, such as `>=1.2,<2` (PEP 440); none accept every version.
public struct VersionSpecifiers: Sendable {
    /// The conditions in the order they were written.
    public let clauses: [VersionClause]

    /// Accepts every version.
    public static let any = VersionSpecifiers(clauses: [])

    /// Creates specifiers from conditions.
    public init(clauses: [VersionClause]) {
        self.clauses = clauses
    }

    /// Whether no condition is given.
    public var isEmpty: Bool { clauses.isEmpty }

    /// Whether a condition names a pre-release, which PEP 440 takes as consent to pre-releases.
    public var mentionsPrerelease: Bool {
        clauses.contains(where: \.mentionsPrerelease)
    }

    /// Whether `version` satisfies every condition; whether pre-releases are wanted at all is for the caller to decide.
    public func contains(_ version: Version) -> Bool {
        clauses.allSatisfy { $0.contains(version) }
    }

    /// Whether `text` satisfies every condition; text that is no version only ever satisfies `===`.
    public func contains(text: String) -> Bool {
        guard clauses.contains(where: { $0.comparison != .arbitrary }) else {
            return clauses.allSatisfy { $0.contains(text: text) }
        }
        guard let version = try? Version(text) else { return false }
        return clauses.allSatisfy { $0.comparison == .arbitrary ? $0.contains(text: text) : $0.contains(version) }
    }

    /// Returns the conditions of both.
    public func and(_ other: VersionSpecifiers) -> VersionSpecifiers {
        VersionSpecifiers(clauses: clauses + other.clauses.filter { !clauses.contains($0) })
    }
}

extension VersionSpecifiers: Hashable {
    /// Whether both hold the same conditions in any order.
    public static func == (left: Self, right: Self) -> Bool {
        left.clauses == right.clauses || Set(left.clauses) == Set(right.clauses)
    }

    /// Hashes the conditions in a way that neither their order nor repetitions change.
    public func hash(into hasher: inout Hasher) {
        let hashes = clauses.lazy.map(\.hashValue)
        hasher.combine(hashes.min())
        hasher.combine(hashes.max())
    }
}

extension VersionSpecifiers: CustomStringConvertible {
    /// The conditions as written, separated by commas.
    public var description: String { clauses.map(\.text).joined(separator: ",") }
}
