import ArtifactArchive
import Digests

/// Compares stretches of an archive file with their digests in the manifest, and takes the digest of the whole file.
struct PartCheck: Sendable {
    private let parts: [StoredManifest.Part]
    private var next = 0
    /// How much of the next part is still to come, in bytes.
    private var left: UInt64 = 0
    private var part = SHA256Hasher()
    private var whole = SHA256Hasher()

    /// The length of the archive in bytes.
    private(set) var bytes: UInt64 = 0
    /// The parts that are not what the manifest says.
    private(set) var faults = FaultList()

    /// Reads the archive once.
    ///
    /// - Parameters:
    ///   - path: The archive.
    ///   - parts: The stretches, one after the other behind the header of the archive's format.
    /// - Throws: `io` when the archive cannot be read.
    init(_ path: String, parts: [StoredManifest.Part]) throws(BuildFailure) {
        self.parts = parts
        left = parts.first?.bytes ?? 0
        let isRead = FileContent.read(path) { piece in
            whole.update(piece)
            var rest = piece
            if bytes == 0 {
                rest = UnsafeRawBufferPointer(rebasing: piece.dropFirst(ArchiveFormat(start: piece).header.count))
            }
            bytes += UInt64(piece.count)
            compare(rest)
        }
        guard isRead else { throw .inputOutput("read", path) }
        compare(UnsafeRawBufferPointer(start: nil, count: 0))
        for part in parts[next...] {
            faults.add(ArtifactFault(.part, part.name, "the archive ends before its part \(part.name) does"))
        }
    }

    /// The digest of the whole file.
    var sha256: SHA256Digest { whole.finalize() }

    private mutating func compare(_ piece: UnsafeRawBufferPointer) {
        var rest = piece
        while next < parts.count {
            let count = Int(min(left, UInt64(rest.count)))
            part.update(UnsafeRawBufferPointer(rebasing: rest[..<count]))
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            left -= UInt64(count)
            guard left == 0 else { return }
            if part.finalize() != parts[next].sha256 {
                let name = parts[next].name
                faults.add(
                    ArtifactFault(.part, name, "the bytes of the part \(name) do not have the digest in the manifest")
                )
            }
            next += 1
            part = SHA256Hasher()
            left = next < parts.count ? parts[next].bytes : 0
        }
    }
}
