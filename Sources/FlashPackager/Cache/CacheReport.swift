import ArtifactCache

/// Where the store is.
public struct CacheLocation: Sendable, Encodable {
    /// The store's directory.
    public var directory: String

    /// Creates a location.
    public init(directory: String) {
        self.directory = directory
    }
}

/// What the store holds.
public struct CacheReport: Sendable, Encodable {
    /// What the results of one stage take up.
    public struct Stage: Sendable, Encodable {
        /// The stage's name.
        public var name: String
        /// The number of results.
        public var results: Int
        /// Their bytes, objects included.
        public var bytes: UInt64
    }

    /// The store's directory.
    public var directory: String
    /// The number of objects.
    public var blobs: Int
    /// The bytes of everything.
    public var bytes: UInt64
    /// The stages, by name.
    public var stages: [Stage]
    /// The number of objects no result names, such as wheels.
    public var otherBlobs: Int
    /// The bytes of those.
    public var otherBytes: UInt64
    /// The number of packages that are unpacked for `--keep-build`.
    public var trees: Int
    /// The bytes of their files.
    public var treeBytes: UInt64

    init(_ info: StoreInfo) {
        directory = info.directory
        blobs = info.blobs
        bytes = info.bytes
        stages = info.stages.map { Stage(name: $0.name, results: $0.results, bytes: $0.bytes) }
        otherBlobs = info.otherBlobs
        otherBytes = info.otherBytes
        trees = info.trees
        treeBytes = info.treeBytes
    }
}

/// What a verification of the store found.
public struct CacheVerification: Sendable, Encodable {
    /// Something that is not as it should be.
    public struct Finding: Sendable, Encodable {
        /// What is wrong, as a word.
        public var kind: String
        /// The file concerned.
        public var path: String
        /// What is wrong, as a sentence.
        public var message: String
        /// Whether it was put right.
        public var isRepaired: Bool
    }

    /// The number of objects hashed.
    public var blobs: Int
    /// The bytes hashed.
    public var bytes: UInt64
    /// What was found.
    public var findings: [Finding]
    /// Whether nothing is wrong any more.
    public var isSound: Bool

    init(_ report: VerifyReport) {
        blobs = report.blobs
        bytes = report.bytes
        isSound = report.isSound
        findings = report.findings.map {
            Finding(kind: $0.kind.rawValue, path: $0.path, message: $0.message, isRepaired: $0.isRepaired)
        }
    }
}

/// What a pruning of the store removed.
public struct CachePruning: Sendable, Encodable {
    /// The number of objects removed.
    public var removedBlobs: Int
    /// The number of results removed.
    public var removedResults: Int
    /// The number of unpacked packages removed.
    public var removedTrees: Int
    /// The bytes removed.
    public var removedBytes: UInt64
    /// The bytes left.
    public var keptBytes: UInt64

    init(_ report: PruneReport) {
        removedBlobs = report.removedBlobs
        removedResults = report.removedResults
        removedTrees = report.removedTrees
        removedBytes = report.removedBytes
        keptBytes = report.keptBytes
    }
}
