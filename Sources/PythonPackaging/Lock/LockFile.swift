public import Digests

/// The exact files a build uses, as a PEP 751 lock file.
public struct LockFile: Hashable, Sendable {
    /// The name of the file beside the project.
    public static let filename = "pylock.flash.toml"

    /// Whether other tools take a file of this name for a lock: `pylock.toml` or `pylock.NAME.toml` (PEP 751, "File Name").
    public static func isStandardName(_ name: String) -> Bool {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        return parts.first == "pylock" && parts.last == "toml"
            && (parts.count == 2 || parts.count == 3 && !parts[1].isEmpty)
    }

    /// A file of a package.
    public struct Wheel: Hashable, Sendable {
        /// The largest size believed, 256 TiB in bytes, so that sums of sizes stay numbers.
        static let maximumBytes: UInt64 = 1 << 48

        /// The file name.
        public var filename: WheelFilename
        /// Where it is downloaded from, without credentials; for a local file its path, relative to the lock file or absolute.
        public var url: String
        /// Its size in bytes.
        public var bytes: UInt64?
        /// Its digest.
        public var sha256: SHA256Digest

        /// Creates a wheel.
        public init(filename: WheelFilename, url: String, bytes: UInt64?, sha256: SHA256Digest) {
            self.filename = filename
            self.url = url
            self.bytes = bytes
            self.sha256 = sha256
        }
    }

    /// A package at the version that was chosen.
    public struct Package: Hashable, Sendable {
        /// The distribution.
        public var name: PackageName
        /// The version.
        public var version: Version
        /// The index it was found on, without credentials.
        public var index: String?
        /// Whether a requirement names its wheel itself, by URL or path (PEP 751, `packages.archive`).
        public var isDirect: Bool
        /// The extras that are in use, in alphabetical order.
        public var extras: [PackageName]
        /// Those of the extras that packages ask for, whatever the project itself does, in alphabetical order.
        public var extrasForPackages: [PackageName]
        /// The packages it needs in this lock, in alphabetical order.
        public var dependencies: [PackageName]
        /// The files; a lock made here has one per package, or none if the package is built.
        public var wheels: [Wheel]
        /// What the package is built from, if it is.
        public var built: Built?
        /// Who asked for it: places of requirements and names of packages.
        public var requestedBy: [String]

        /// Creates a package.
        public init(
            name: PackageName,
            version: Version,
            index: String? = nil,
            isDirect: Bool = false,
            extras: [PackageName] = [],
            extrasForPackages: [PackageName] = [],
            dependencies: [PackageName] = [],
            wheels: [Wheel],
            built: Built? = nil,
            requestedBy: [String] = []
        ) {
            self.name = name
            self.version = version
            self.index = index
            self.isDirect = isDirect
            self.extras = Set(extras).sorted()
            self.extrasForPackages = Set(extrasForPackages).sorted()
            self.dependencies = Set(dependencies).sorted()
            self.wheels = wheels
            self.built = built
            self.requestedBy = requestedBy
        }
    }

    /// A package that was left out.
    public struct Exclusion: Hashable, Sendable {
        /// The distribution.
        public var name: PackageName
        /// What left it out, such as `--exclude torch`.
        public var reason: String

        /// Creates an exclusion.
        public init(name: PackageName, reason: String) {
            self.name = name
            self.reason = reason
        }
    }

    /// The program that wrote the lock, for example `flash 1.0.0`.
    public var createdBy: String
    /// What the lock was made from; `nil` in lock files of other programs.
    public var inputs: LockInputs?
    /// The packages, sorted by name.
    public var packages: [Package]
    /// The packages that something requires and that were left out, sorted by name.
    public var excluded: [Exclusion]

    /// Creates a lock.
    public init(createdBy: String, inputs: LockInputs?, packages: [Package], excluded: [Exclusion] = []) {
        self.createdBy = createdBy
        self.inputs = inputs
        self.packages = packages.sorted { ($0.name, $0.version) < ($1.name, $1.version) }
        self.excluded = excluded.sorted { $0.name < $1.name }
    }

    /// The version of every package, to prefer when resolving again.
    public var versions: [PackageName: Version] {
        Dictionary(packages.map { ($0.name, $0.version) }) { first, _ in first }
    }
}
