/// What a resolution may choose and what it leaves out.
public struct ResolverOptions: Sendable {
    /// When pre-releases are chosen.
    public var prereleases: PrereleasePolicy
    /// Packages that the target already has, or must not get.
    public var exclusions: [ExclusionPattern]
    /// Versions to choose if they are allowed, as those of a lock file.
    public var preferences: [PackageName: Version]
    /// Limits on the versions of packages that something else requires.
    public var constraints: [DeclaredRequirement]

    /// Creates options.
    public init(
        prereleases: PrereleasePolicy = .ifNecessary,
        exclusions: [ExclusionPattern] = [],
        preferences: [PackageName: Version] = [:],
        constraints: [DeclaredRequirement] = []
    ) {
        self.prereleases = prereleases
        self.exclusions = exclusions
        self.preferences = preferences
        self.constraints = constraints
    }
}

/// When pre-releases (PEP 440) are chosen.
public enum PrereleasePolicy: String, Sendable, Codable, CaseIterable {
    /// Only if no stable version that is left fits; the newest stable version comes first.
    case ifNecessary = "if-necessary"
    /// Only those of packages whose pre-releases a direct requirement names, and of packages without a stable version.
    case explicit
    /// Like any other version.
    case allow
    /// Never.
    case disallow
}
