import ArtifactCache
import Digests

/// Takes the digests of a project's files, reading only what may have changed since an earlier build.
struct FileDigests {
    private let store: ArtifactStore
    private let key: ResultKey
    private var known: [String: (identity: FileIdentity, digest: SHA256Digest)] = [:]
    private var recorded: [UInt8] = []

    /// How many bytes may be read anew each time before it takes longer than flushing a record to disk.
    private let leastRecordedBytes: UInt64

    private static let stage = "file-digests"
    /// What opening a file costs, in bytes that could be hashed in that time.
    private static let bytesPerFile: UInt64 = 16 << 10

    /// Opens what earlier builds of the project at `root` left behind; a store that fails only costs time.
    init(root: String, store: ArtifactStore, leastRecordedBytes: UInt64 = 1 << 20) {
        self.store = store
        self.leastRecordedBytes = leastRecordedBytes
        key = ResultKey(stage: Self.stage, input: SHA256Digest(of: "\(Self.stage) 1\n\(root)"))
        guard let result = try? store.result(for: key) else { return }
        recorded = result.value
        for entry in result.value.split(separator: 0) {
            let fields = entry.split(separator: UInt8(ascii: " "), maxSplits: 5)
                .map { String(decoding: $0, as: UTF8.self) }
            guard fields.count == 6, let digest = SHA256Digest(hex: fields[0]), let bytes = UInt64(fields[1]),
                let modified = Int64(fields[2]), let changed = Int64(fields[3]), let inode = UInt64(fields[4])
            else { continue }
            let identity = FileIdentity(bytes: bytes, modified: modified, changed: changed, inode: inode)
            known[fields[5]] = (identity, digest)
        }
    }

    /// Returns the digest of every file, in their order.
    ///
    /// - Parameters:
    ///   - files: The files as a walk found them.
    ///   - time: When the walk began, in nanoseconds since 1970; what changed shortly before is read the next time too.
    /// - Returns: The digests.
    /// - Throws: `io` when a file cannot be read.
    func digests(of files: [InputFile], listedAt time: Int64) throws(BuildFailure) -> [SHA256Digest] {
        var digests: [SHA256Digest] = []
        digests.reserveCapacity(files.count)
        var lines: [UInt8] = []
        var readBytes: UInt64 = 0
        for file in files {
            let identity = file.identity
            let digest: SHA256Digest
            let isSettled = identity.isSettled(at: time)
            if let known = known[file.absolutePath], known.identity == identity {
                digest = known.digest
            } else if let read = SHA256Digest(ofFileAt: file.absolutePath) {
                digest = read
                if isSettled { readBytes &+= identity.bytes &+ Self.bytesPerFile }
            } else {
                throw .inputOutput("read", file.absolutePath)
            }
            digests.append(digest)
            guard isSettled else { continue }
            lines += "\(digest.hex) \(identity.bytes) \(identity.modified) \(identity.changed) \(identity.inode) ".utf8
            lines += file.absolutePath.utf8
            lines.append(0)
        }
        if lines != recorded, readBytes >= leastRecordedBytes {
            try? store.record(ActionResult(value: lines), for: key, durability: .relaxed)
        }
        return digests
    }
}
