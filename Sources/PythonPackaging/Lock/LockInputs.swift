public import Digests

/// Everything a resolution depends on besides the index.
public struct LockInputs: Hashable, Sendable {
    /// The requirements of the project, sorted and without duplicates.
    public let requirements: [String]
    /// The constraints, sorted and without duplicates.
    public let constraints: [String]
    /// What replaces every requirement on the same package, sorted and without duplicates.
    public let overrides: [String]
    /// The packages that are left out, sorted and without duplicates.
    public let exclusions: [String]
    /// The indexes asked, in order, without credentials.
    public let indexes: [String]
    /// The packages that come from one index only, with its URL: `name: url`, sorted.
    public let pins: [String]
    /// The places besides the indexes whose files count, in order, without credentials.
    public let findLinks: [String]
    /// Whether pre-releases are welcome.
    public let prereleases: Bool
    /// What decides about building from source, as ``SourcePolicy`` tells it; empty when only wheels are used.
    public let builds: [String]
    /// The full version of the interpreter.
    public let pythonVersion: String
    /// The platform tag.
    public let platform: String

    /// Creates inputs.
    ///
    /// - Parameters:
    ///   - requirements: what the project asks for; hashes given for a requirement count as part of it.
    ///   - constraints: limits on versions.
    ///   - overrides: what replaces every requirement on the same package.
    ///   - exclusions: packages that are left out, as given by the user.
    ///   - sources: what files may come from.
    ///   - prereleases: whether pre-releases are welcome.
    ///   - builds: which packages may be built from source.
    ///   - target: the environment.
    public init(
        requirements: [DeclaredRequirement],
        constraints: [DeclaredRequirement] = [],
        overrides: [DeclaredRequirement] = [],
        exclusions: [String] = [],
        sources: IndexSources = IndexSources(indexes: []),
        prereleases: Bool = false,
        builds: SourcePolicy = SourcePolicy(),
        target: TargetPlatform
    ) {
        self.init(
            requirements: requirements.map(Self.text),
            constraints: constraints.map(Self.text),
            overrides: overrides.map(Self.text),
            exclusions: exclusions,
            indexes: sources.indexes.map(\.url),
            pins: sources.pins.map { "\($0.normalized): \($1.url)" },
            findLinks: sources.findLinks.map(\.location),
            prereleases: prereleases,
            builds: builds.description,
            pythonVersion: target.pythonVersion.description,
            platform: target.platform
        )
    }

    init(
        requirements: [String],
        constraints: [String],
        overrides: [String],
        exclusions: [String],
        indexes: [String],
        pins: [String],
        findLinks: [String],
        prereleases: Bool,
        builds: [String],
        pythonVersion: String,
        platform: String
    ) {
        self.requirements = Set(requirements).sorted()
        self.constraints = Set(constraints).sorted()
        self.overrides = Set(overrides).sorted()
        self.exclusions = Set(exclusions).sorted()
        self.indexes = indexes.map(\.removingCredentials)
        self.pins = Set(pins.map(\.removingCredentials)).sorted()
        self.findLinks = findLinks.map(\.removingCredentials)
        self.prereleases = prereleases
        self.builds = builds
        self.pythonVersion = pythonVersion
        self.platform = platform
    }

    /// Names the inputs; two builds with the same digest may share a lock.
    public var digest: SHA256Digest {
        var lines = ["python \(pythonVersion)", "platform \(platform)", "prereleases \(prereleases)"]
        lines += requirements.map { "requirement \($0)" }
        lines += constraints.map { "constraint \($0)" }
        lines += overrides.map { "override \($0)" }
        lines += exclusions.map { "exclusion \($0)" }
        lines += indexes.map { "index \($0)" }
        lines += pins.map { "pin \($0)" }
        lines += findLinks.map { "find-links \($0)" }
        lines += builds.map { "builds \($0)" }
        return SHA256Digest(of: lines.joined(separator: "\n"))
    }

    private static func text(_ declared: DeclaredRequirement) -> String {
        let clauses = Set(declared.requirement.specifiers.clauses).sorted { $0.text < $1.text }
        let sorted = Requirement(
            name: declared.requirement.name,
            extras: declared.requirement.extras,
            specifiers: VersionSpecifiers(clauses: clauses),
            url: declared.requirement.url?.removingCredentials,
            marker: declared.requirement.marker
        )
        return ([sorted.description] + declared.hashes.map { "--hash=sha256:\($0.hex)" }.sorted()).joined(
            separator: " "
        )
    }
}
