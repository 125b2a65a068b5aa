import ArtifactCache
import Digests

/// Takes the digests of a project's files, reading only what may have changed since an earlier build.
struct FileDigests {
    private let store: ArtifactStore
    private let key: ResultKey
    private let recorded: RecordedDigests

    /// How many bytes may be read anew each time before it takes longer than flushing a record to disk.
    private let leastRecordedBytes: UInt64

    private static let stage = "file-digests"
    /// What opening a file costs, in bytes that could be hashed in that time.
    private static let bytesPerFile: UInt64 = 16 << 10

    /// Opens what earlier builds of the project at `root` left behind; a store that fails only costs time.
    init(root: String, store: ArtifactStore, leastRecordedBytes: UInt64 = 1 << 20) {
        self.store = store
        self.leastRecordedBytes = leastRecordedBytes
        key = ResultKey(stage: Self.stage, input: SHA256Digest(of: "\(Self.stage) 2\n\(root)"))
        recorded = RecordedDigests(encoded: (try? store.result(for: key))??.value ?? [])
    }

    /// Returns the digest of every file, in their order.
    ///
    /// - Parameters:
    ///   - files: The files as a walk found them, in the order of their paths.
    ///   - time: When the walk began, in nanoseconds since 1970; what changed shortly before is read the next time too.
    /// - Returns: The digests.
    /// - Throws: `io` when a file cannot be read.
    func digests(of files: [InputFile], listedAt time: Int64) throws(BuildFailure) -> [SHA256Digest] {
        var digests: [SHA256Digest] = []
        digests.reserveCapacity(files.count)
        var known = recorded
        var now = RecordedDigests()
        now.reserve(files: files.count)
        var readBytes: UInt64 = 0
        for file in files {
            let identity = file.identity
            let isSettled = identity.isSettled(at: time)
            let digest: SHA256Digest
            if let unchanged = known.next(file.path, identity) {
                digest = unchanged
            } else if let read = SHA256Digest(ofFileAt: file.absolutePath) {
                digest = read
                if isSettled { readBytes &+= identity.bytes &+ Self.bytesPerFile }
            } else {
                throw .inputOutput("read", file.absolutePath)
            }
            digests.append(digest)
            if isSettled { now.append(file.path, identity, digest) }
        }
        if readBytes >= leastRecordedBytes, now.encoded != recorded.encoded {
            try? store.record(ActionResult(value: now.encoded), for: key, durability: .relaxed)
        }
        return digests
    }
}
