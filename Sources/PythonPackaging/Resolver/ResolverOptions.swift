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
    /// Requirements that replace every other one on their packages, whoever states it, as uv's `--override` does.
    ///
    /// They never add a package. Extras and markers are replaced as well; what belongs to an extra still does. A package
    /// whose overrides all have markers for other targets is not asked for at all.
    public var overrides: [DeclaredRequirement]

    /// Creates options.
    public init(
        prereleases: PrereleasePolicy = .ifNecessary,
        exclusions: [ExclusionPattern] = [],
        preferences: [PackageName: Version] = [:],
        constraints: [DeclaredRequirement] = [],
        overrides: [DeclaredRequirement] = []
    ) {
        self.prereleases = prereleases
        self.exclusions = exclusions
        self.preferences = preferences
        self.constraints = constraints
        self.overrides = overrides
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
