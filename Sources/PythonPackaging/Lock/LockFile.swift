public import Digests

/// The exact files a build uses, as a PEP 751 lock file.
public struct LockFile: Hashable, Sendable {
    /// The name of the file beside the project.
    public static let filename = "pylock.flash.toml"

    /// A file of a package.
    public struct Wheel: Hashable, Sendable {
        /// The file name.
        public var filename: WheelFilename
        /// Where it is downloaded from, without credentials.
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
        /// The extras that are in use, in alphabetical order.
        public var extras: [PackageName]
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
            extras: [PackageName] = [],
            dependencies: [PackageName] = [],
            wheels: [Wheel],
            built: Built? = nil,
            requestedBy: [String] = []
        ) {
            self.name = name
            self.version = version
            self.index = index
            self.extras = Set(extras).sorted()
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
