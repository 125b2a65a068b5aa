/// What a requirements file and the files it includes ask for, in pip's format.
public struct RequirementsFile: Sendable {
    /// The requirements, in the order they are reached.
    public var requirements: [DeclaredRequirement] = []
    /// The sources whose packages are not named, in the order they are reached.
    public var sources: [UnnamedRequirement] = []
    /// The constraints: limits on versions of packages that something else requires.
    public var constraints: [DeclaredRequirement] = []
    /// The options that concern the index and the choice of files.
    public var options = RequirementsOptions()
    /// The path, or the URL without credentials, of every file that was read, in the order it was reached, without duplicates.
    public var files: [String] = []
    /// What was ignored and why, one sentence each.
    public var notes: [String] = []

    /// Reads a requirements file and everything it includes.
    ///
    /// - Parameters:
    ///   - path: the path or URL of the file; included files are found relative to it.
    ///   - environment: the variables `${NAME}` stands for.
    ///   - load: returns the content of a file, or `nil` when it cannot be read. Files may be URLs, with their credentials.
    /// - Throws: ``RequirementsFileError`` with the file and line of the first mistake.
    public init(
        path: String,
        environment: [String: String] = [:],
        load: (String) -> [UInt8]?
    ) throws(RequirementsFileError) {
        var reader = RequirementsReader(environment: environment)
        try reader.read(path, isConstraints: false, includedFrom: nil, load: load)
        self = reader.result
    }

    init() {}
}

/// The options of requirements files that are not about a single requirement.
public struct RequirementsOptions: Hashable, Sendable {
    /// The index that replaces the default one (`-i`); may hold credentials.
    public var indexURL: String?
    /// Indexes asked besides (`--extra-index-url`); may hold credentials.
    public var extraIndexURLs: [String] = []
    /// Directories or pages that list files (`-f`).
    public var findLinks: [FindLinks] = []
    /// Whether no index is asked at all (`--no-index`).
    public var noIndex = false
    /// Whether pre-releases are welcome (`--pre`).
    public var prereleases = false
    /// Packages that must come as source (`--no-binary`).
    public var noBinary = PackageSelection()
    /// Packages that must come as wheels (`--only-binary`).
    public var onlyBinary = PackageSelection()
    /// Where packages were first asked for as source, and what was asked.
    public var noBinaryRequest: NoBinaryRequest?
    /// Whether every file must match a given hash: asked for (`--require-hashes`) or implied by the first `--hash`.
    public var requireHashes = false
    /// Hosts whose certificates are not checked (`--trusted-host`).
    public var trustedHosts: [String] = []

    /// Creates options that ask for nothing.
    public init() {}

    /// Whether an index URL holds a password or token.
    public var holdsCredentials: Bool {
        ([indexURL].compactMap(\.self) + extraIndexURLs).contains { $0.removingCredentials != $0 }
    }
}

/// A `--no-binary` option.
public struct NoBinaryRequest: Hashable, Sendable {
    /// Its value: names, or `:all:`.
    public let value: String
    /// Where it stands.
    public let origin: RequirementOrigin

    /// Creates a request.
    public init(value: String, origin: RequirementOrigin) {
        self.value = value
        self.origin = origin
    }
}

/// The packages an option applies to.
public struct PackageSelection: Hashable, Sendable {
    /// Whether it applies to all packages.
    public var all = false
    /// The packages it applies to otherwise.
    public var names: Set<PackageName> = []

    /// Creates an empty selection.
    public init() {}

    /// Whether the option applies to `name`.
    public func contains(_ name: PackageName) -> Bool { all || names.contains(name) }

    /// Whether the option applies to nothing.
    public var isEmpty: Bool { !all && names.isEmpty }

    /// Adds what another selection selects.
    public mutating func add(_ other: PackageSelection) {
        all = all || other.all
        names.formUnion(other.names)
    }

    /// Adds a comma-separated list of names, where `:all:` selects everything and `:none:` starts over.
    public mutating func add(_ list: String) {
        for item in list.split(separator: ",").map(\.trimmed) where !item.isEmpty {
            switch item {
            case ":all:":
                all = true
                names = []
            case ":none:":
                all = false
                names = []
            default:
                names.insert(PackageName(normalizing: item))
            }
        }
    }
}
