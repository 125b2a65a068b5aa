public import ArtifactArchive
public import PythonPackaging

/// What the user asked of a build, before the project's own settings are read.
public struct BuildOptions: Sendable {
    /// The project directory, as given.
    public var directory: String
    /// SwiftPM's view of the package, written by the command plugin.
    public var packageGraph: String?
    /// The products whose targets are packaged; all when empty.
    public var products: [String] = []
    /// Package names and globs left out of the artifact.
    public var exclusions: [String] = []
    /// The dependency groups (PEP 735) that are packaged too.
    public var groups: [String] = []
    /// The project's own extras that are packaged too.
    public var extras: [String] = []
    /// Files of limits on versions, relative to the working directory.
    public var constraintFiles: [String] = []
    /// Files of requirements that replace every other one on the same package, relative to the working directory.
    public var overrideFiles: [String] = []
    /// Whether pre-releases are welcome.
    public var allowsPrereleases = false
    /// The target's Python, such as `3.12` or `3.12.1`.
    public var pythonVersion: String?
    /// The target platform tag, such as `manylinux_2_28_x86_64`.
    public var platform: String?
    /// The package index; the project's setting, the environment, or PyPI when absent.
    public var indexURL: String?
    /// Directories, HTML files and pages whose wheels count besides those of the index.
    public var findLinks: [String] = []
    /// Whether no index is asked.
    public var usesNoIndex = false
    /// The directory of the artifact store; the user cache directory when absent.
    public var cachePath: String?
    /// The largest archive allowed, in bytes.
    public var sizeLimit: UInt64?
    /// The archive's file name inside `.flash`; `artifact` with the ending of its format when absent.
    public var outputName: String?
    /// How the archive is compressed; what the output's name says, the project's setting, or `balanced` when absent.
    public var compression: Compression?
    /// What is left out of packages, besides what the project's settings name.
    public var slim: [SlimCategory] = []
    /// Whether only the named requirements are installed, without what they need.
    public var skipsTransitiveDependencies = false
    /// Whether the unpacked tree is left in `.flash/.build`.
    public var keepsBuildTree = false
    /// Whether the digest of the tar stream inside the archive is reported.
    ///
    /// A first build, which has to inflate every package for it, takes half as long again.
    public var digestsTarStream = false
    /// Whether sources may be built with a local Python; their own code runs then.
    public var buildsSources = false
    /// Values of `--no-binary`: packages whose wheels are not used.
    public var noBinary: [String] = []
    /// Values of `--only-binary`: packages that are never built.
    public var onlyBinary: [String] = []
    /// Whether the network may not be used.
    public var isOffline = false
    /// Whether the lock file must already satisfy the requirements.
    public var isLocked = false
    /// Whether cached index pages are asked for again.
    public var refreshesIndex = false
    /// Whether nothing is downloaded or written.
    public var isDryRun = false
    /// The process environment.
    public var environment: [String: String]

    /// Creates the options of a plain build of `directory`.
    public init(directory: String, environment: [String: String]) {
        self.directory = directory
        self.environment = environment
    }

    /// The default limit on the archive, 500 MiB in bytes.
    public static let defaultSizeLimit: UInt64 = 500 << 20
}
