public import Digests
public import ManifestGen
import PythonPackaging

/// What a lock holds and how it came about, for people and scripts alike.
public struct LockReport: Sendable {
    /// A locked package.
    public struct Package: Sendable, Encodable {
        /// The normalized name.
        public var name: String
        /// The version.
        public var version: String
        /// The wheel's file name.
        public var filename: String
        /// Where the wheel is, without credentials.
        public var url: String
        /// The wheel's digest.
        public var sha256: SHA256Digest
        /// The wheel's length in bytes; 0 only when nothing states it and the network may not be used.
        public var bytes: UInt64
        /// The extras in use, sorted.
        public var extras: [String]
        /// Who asks for it: places of requirements first, then packages.
        public var requiredBy: [String]
        /// Who asked for it, in one line.
        public var reason: String

        private enum CodingKeys: String, CodingKey {
            case name, version, filename, url, sha256, bytes, extras, reason
            case requiredBy = "required_by"
        }
    }

    /// The packages, by name.
    public var packages: [Package]
    /// The packages left out, by name.
    public var excluded: [BuildReport.Excluded]
    /// The lock file's absolute path; absent when nothing is required or the content goes elsewhere.
    public var path: String?
    /// The lock file's content; absent when nothing is required.
    public var content: [UInt8]?
    /// How the packages differ from those locked before.
    public var changes: LockChanges
    /// Whether the lock file already said the same.
    public var isUpToDate: Bool
    /// What the scan of the sources found, none of it fatal.
    public var diagnostics: [Diagnostic]
    /// Further warnings.
    public var warnings: [String]
    /// What the user may like to know, such as where versions came from.
    public var notes: [String]
    /// How the store served the index's pages and metadata.
    public var cache: BuildReport.Cache
    /// Seconds each stage took.
    public var timings: [(stage: BuildStage, seconds: Double)]

    init(
        _ plan: DependencyPlan,
        path: String?,
        changes: LockChanges,
        isUpToDate: Bool,
        diagnostics: [Diagnostic],
        warnings: [String],
        notes: [String],
        statistics: IndexStatistics,
        timings: [(stage: BuildStage, seconds: Double)]
    ) {
        packages = plan.packages.map(Package.init)
        excluded = plan.excluded.map { BuildReport.Excluded(name: $0.name, reason: $0.reason) }
        self.path = path
        content = plan.lockFile
        self.changes = changes
        self.isUpToDate = isUpToDate
        self.diagnostics = diagnostics
        self.warnings = warnings
        self.notes = notes
        cache = BuildReport.Cache(
            hits: statistics.hits,
            misses: statistics.misses,
            bytesFetched: statistics.bytesFetched
        )
        self.timings = timings
    }
}

extension LockReport.Package {
    fileprivate init(_ package: PlannedPackage) {
        self.init(
            name: package.name.normalized,
            version: "\(package.version)",
            filename: package.wheel.filename,
            url: package.wheel.url.removingCredentials,
            sha256: package.wheel.sha256,
            bytes: package.wheel.bytes,
            extras: package.extras.map(\.normalized),
            requiredBy: package.requiredBy,
            reason: package.reason
        )
    }
}
