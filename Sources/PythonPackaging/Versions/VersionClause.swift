/// One condition on a version, such as `>=1.2` or `==1.4.*` (PEP 440, "Version specifiers").
public struct VersionClause: Sendable {
    /// A comparison operator.
    public enum Comparison: String, Hashable, Sendable, CaseIterable {
        /// `===`: the same text.
        case arbitrary = "==="
        /// `==`: the same version; any local label unless one is given.
        case equal = "=="
        /// `!=`: the opposite of `==`.
        case notEqual = "!="
        /// `<=`: this version or an earlier one.
        case lessOrEqual = "<="
        /// `>=`: this version or a later one.
        case greaterOrEqual = ">="
        /// `~=`: this version or a later one of the same series.
        case compatible = "~="
        /// `<`: earlier, without the pre-releases of the version itself.
        case less = "<"
        /// `>`: later, without the post-releases and local builds of the version itself.
        case greater = ">"
    }

    /// The operator.
    public let comparison: Comparison
    /// The version compared with; `nil` when `===` is given text that is not a version.
    public let version: Version?
    /// Whether the version ends in `.*`, so that only its prefix counts (`==` and `!=` only).
    public let isWildcard: Bool
    /// The version as written, without white space around it.
    public let versionText: String

    /// The clause as written, without white space.
    public var text: String { comparison.rawValue + versionText }

    /// Whether the clause names a pre-release in a way that asks for pre-releases.
    public var mentionsPrerelease: Bool {
        comparison != .notEqual && !isWildcard && version?.isPrerelease == true
    }

    /// Whether the clause accepts exactly one version, apart from local labels.
    public var isPin: Bool {
        comparison == .arbitrary || (comparison == .equal && !isWildcard)
    }
}

extension VersionClause: Hashable {
    /// Whether both clauses accept the same versions by the same operator: `==1.0` equals `==1.0.0`.
    public static func == (left: Self, right: Self) -> Bool {
        guard left.comparison == right.comparison else { return false }
        guard let leftVersion = left.comparedVersion, let rightVersion = right.comparedVersion else {
            return left.comparedVersion == nil && right.comparedVersion == nil && left.versionText == right.versionText
        }
        // The zeros of `~=` carry meaning.
        return leftVersion == rightVersion
            && (left.comparison != .compatible || leftVersion.releaseLength == rightVersion.releaseLength)
    }

    /// Hashes what equality compares.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(comparison)
        if let version = comparedVersion { hasher.combine(version) } else { hasher.combine(versionText) }
    }

    /// The version if it is compared by its value, not as text.
    private var comparedVersion: Version? {
        comparison == .arbitrary || isWildcard ? nil : version
    }
}

extension VersionClause: CustomStringConvertible {
    /// The clause as written, without white space.
    public var description: String { text }
}
