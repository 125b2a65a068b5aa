public import Digests

extension LockFile {
    /// What a package is built from, where it has no wheel of its own (PEP 751).
    public enum Source: Hashable, Sendable {
        /// A commit of a git repository (`packages.vcs`).
        case repository(url: String, requestedRevision: String?, commit: String, subdirectory: String?)
        /// A directory, by its path from the lock file, and the digest of its files (`packages.directory`).
        case directory(path: String, subdirectory: String?, digest: SHA256Digest)
        /// A source archive, by its URL or its path from the lock file (`packages.archive`).
        case archive(ArchivePlace, bytes: UInt64?, sha256: SHA256Digest, subdirectory: String?)
        /// A source distribution of an index (`packages.sdist`).
        case sourceDistribution(filename: String, url: String, bytes: UInt64?, sha256: SHA256Digest)
    }

    /// Where an archive is.
    public enum ArchivePlace: Hashable, Sendable {
        /// At an http or https URL, without credentials.
        case url(String)
        /// In a file, by its path from the lock file.
        case path(String)
    }

    /// The source a package was built from, and the wheel that was made of it.
    public struct Built: Hashable, Sendable {
        /// The source.
        public var source: Source
        /// The wheel's file name.
        public var filename: WheelFilename
        /// The wheel's digest.
        public var sha256: SHA256Digest
        /// The wheel's size in bytes.
        public var bytes: UInt64?

        /// Creates a record.
        public init(source: Source, filename: WheelFilename, sha256: SHA256Digest, bytes: UInt64?) {
            self.source = source
            self.filename = filename
            self.sha256 = sha256
            self.bytes = bytes
        }
    }
}

extension LockFile.Source {
    /// Whether the source is a tree, whose version the lock must not promise to installers (PEP 751, `packages.version`).
    var isTree: Bool {
        if case .sourceDistribution = self { false } else { true }
    }

    /// The source as a requirement would refer to it; `nil` for a source distribution of an index.
    public var reference: SourceReference? {
        func suffix(_ subdirectory: String?) -> String { subdirectory.map { "#subdirectory=\($0)" } ?? "" }
        switch self {
        case .repository(let url, let revision, _, let subdirectory):
            return SourceReference("git+\(url)" + (revision.map { "@\($0)" } ?? "") + suffix(subdirectory))
        case .directory(let path, let subdirectory, _), .archive(.path(let path), _, _, let subdirectory):
            return SourceReference(LocalReference.reference(to: path) + suffix(subdirectory))
        case .archive(.url(let url), _, _, let subdirectory): return SourceReference(url + suffix(subdirectory))
        case .sourceDistribution: return nil
        }
    }

    /// The digests that an archive may have; empty for other sources.
    public var hashes: [SHA256Digest] {
        switch self {
        case .archive(_, _, let sha256, _), .sourceDistribution(_, _, _, let sha256): [sha256]
        case .repository, .directory: []
        }
    }

    /// The commit of a repository.
    public var commit: String? {
        if case .repository(_, _, let commit, _) = self { commit } else { nil }
    }

    /// Whether this is what a requirement refers to.
    ///
    /// - Parameter reference: The source as the requirement names it.
    /// - Returns: Whether place, revision and digest agree.
    public func answers(_ reference: SourceReference) -> Bool {
        switch (self, reference.place) {
        case (.repository(let url, let requested, _, let subdirectory), .repository(let wanted, let revision)):
            url == wanted.removingPasswords && requested == revision && subdirectory == reference.subdirectory
        case (.directory(let path, let subdirectory, _), .directory(let wanted)):
            path == wanted && subdirectory == reference.subdirectory
        case (.archive(.url(let url), _, let sha256, let subdirectory), .remoteArchive(let wanted)):
            url == wanted.removingPasswords && subdirectory == reference.subdirectory
                && (reference.sha256 ?? sha256) == sha256
        case (.archive(.path(let path), _, let sha256, let subdirectory), .localArchive(let wanted)):
            path == wanted && subdirectory == reference.subdirectory && (reference.sha256 ?? sha256) == sha256
        default: false
        }
    }
}
