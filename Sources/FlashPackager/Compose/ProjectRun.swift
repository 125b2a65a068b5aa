import ArtifactArchive
import ArtifactCache
import Digests

/// The project's own files as one part of the archive; unless they are small, kept in the store until one changes.
struct ProjectRun: Sendable {
    let store: ArtifactStore
    let modificationTime: UInt32

    private static let stage = "project-run"
    /// The size of files that are sooner compressed than stored durably, in bytes.
    private static let smallBytes: UInt64 = 256 << 10

    /// Returns the part for `files`, whose contents have the given digests.
    func part(_ files: [(file: InputFile, sha256: SHA256Digest)]) throws(BuildFailure) -> (
        part: ArtifactPart, isHit: Bool
    ) {
        do {
            if files.reduce(0, { $0 + $1.file.bytes }) <= Self.smallBytes {
                let buffer = ByteBuffer()
                let segment = try write(files) { buffer.bytes.append(contentsOf: $0) }
                return (ArtifactPart(name: Self.name, segment, content: buffer.bytes), false)
            }
            let key = ResultKey(stage: Self.stage, input: key(of: files))
            if let result = try store.result(for: key), let known = PackageSegment(encoded: result.value),
                let blob = try store.blob(known.digest)
            {
                return (part(known, at: blob.path), true)
            }
            let output = try store.makeWriter()
            let segment = try write(files) { try output.append($0) }
            let blob = try output.finish()
            let made = PackageSegment(digest: blob.digest, segment: SegmentSummary(segment), record: nil, files: [])
            try store.record(ActionResult(value: made.encoded, blobs: [blob.digest]), for: key)
            return (part(made, at: blob.path), false)
        } catch {
            throw BuildFailure(describing: error)
        }
    }

    private static let name = "project"

    private func key(of files: [(file: InputFile, sha256: SHA256Digest)]) -> SHA256Digest {
        var hasher = SHA256Hasher()
        hasher.update("\(Self.stage) \(Compression.balanced.identifier) \(modificationTime)\n".utf8)
        for (file, sha256) in files {
            hasher.update("\(sha256.hex) \(file.isExecutable ? "x" : "-") \(file.path)\u{0}".utf8)
        }
        return hasher.finalize()
    }

    private func write(
        _ files: [(file: InputFile, sha256: SHA256Digest)],
        to sink: @escaping (UnsafeRawBufferPointer) throws -> Void
    ) throws -> Segment {
        var writer = SegmentWriter(modificationTime: modificationTime, sink: sink)
        for (file, sha256) in files {
            let written = try writer.add(path: file.path, isExecutable: file.isExecutable, file: file.absolutePath)
            guard written == sha256 else {
                throw ArchiveError(.sourceChanged, file: file.displayPath, "the file changed during the build")
            }
        }
        return try writer.finish()
    }

    private func part(_ segment: PackageSegment, at path: String) -> ArtifactPart {
        ArtifactPart(name: Self.name, source: .file(path), digest: segment.digest, segment: segment.segment)
    }
}

extension SegmentSummary {
    /// Summarizes a segment that was just written.
    init(_ segment: Segment) {
        self.init(crc32: segment.crc32, tarBytes: segment.tarBytes, bytes: segment.bytes)
    }
}
