import ArtifactArchive
import ArtifactCache
import Digests

/// Remembers of which files of the store the SHA-256 was found right, with their CRC-32.
///
/// As long as such a file is the same one and unchanged by its times, comparing what is copied with the CRC-32 finds
/// what happens to bytes on their way: in memory, on the disk, on the bus. A file that anybody wrote to is hashed again.
struct SegmentChecks {
    /// A file in the store.
    struct File {
        var path: String
        /// What told its content from others before it was read.
        var identity: FileIdentity
        /// The CRC-32 of its content; `nil` when the digest has to be computed.
        var checksum: UInt32?
    }

    let store: ArtifactStore

    private static let stage = "segment-check"

    /// Looks at files of the store, given by their digests.
    func known(_ paths: [SHA256Digest: String]) -> [SHA256Digest: File] {
        var files: [SHA256Digest: File] = [:]
        for (digest, path) in paths {
            if let identity = FileIdentity(at: path) { files[digest] = File(path: path, identity: identity) }
        }
        let results = (try? store.results(for: files.keys.map(Self.key))) ?? [:]
        for (digest, file) in files {
            guard let value = results[Self.key(digest)]?.value else { continue }
            files[digest]?.checksum = Self.checksum(in: value, of: file.identity)
        }
        return files
    }

    /// Records the files whose digests were just computed and are right; a store that fails only costs time.
    ///
    /// - Parameters:
    ///   - parts: The segments of an archive that was composed.
    ///   - known: The files as they were before.
    func record(_ parts: [ArchiveBase.Part], before known: [SHA256Digest: File]) {
        let now = FileIdentity.now
        let results = parts.compactMap { part -> (key: ResultKey, result: ActionResult)? in
            guard let file = known[part.digest], file.checksum == nil, file.identity.isSettledOutput(at: now),
                FileIdentity(at: file.path) == file.identity
            else { return nil }
            return (Self.key(part.digest), ActionResult(value: Self.encoded(file.identity, part.checksum)))
        }
        if !results.isEmpty { try? store.record(results, durability: .relaxed) }
    }

    private static func key(_ digest: SHA256Digest) -> ResultKey {
        ResultKey(stage: stage, input: digest)
    }

    private static func encoded(_ identity: FileIdentity, _ checksum: UInt32) -> [UInt8] {
        Array("\(identity.text) \(checksum)".utf8)
    }

    private static func checksum(in value: [UInt8], of identity: FileIdentity) -> UInt32? {
        let expected = Array("\(identity.text) ".utf8)
        guard value.starts(with: expected) else { return nil }
        return UInt32(String(decoding: value.dropFirst(expected.count), as: UTF8.self))
    }
}
