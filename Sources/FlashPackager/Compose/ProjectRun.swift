import ArtifactArchive
import ArtifactCache
import Digests

/// The project's own files as one part of the archive, kept in the store until a file changes.
struct ProjectRun: Sendable {
    let store: ArtifactStore
    let modificationTime: UInt32

    private static let stage = "project-run"

    /// Returns the part for `files`, whose contents have the given digests.
    func part(_ files: [(file: InputFile, sha256: SHA256Digest)]) throws(BuildFailure) -> (
        part: ArtifactPart, isHit: Bool
    ) {
        do {
            let key = ResultKey(stage: Self.stage, input: key(of: files))
            if let result = try store.result(for: key), let known = PackageSegment(encoded: result.value),
                let blob = try store.blob(known.digest)
            {
                return (part(known, at: blob.path), true)
            }
            let (segment, blob) = try write(files)
            let made = PackageSegment(digest: blob.digest, segment: SegmentSummary(segment), files: [])
            try store.record(ActionResult(value: made.encoded, blobs: [blob.digest]), for: key)
            return (part(made, at: blob.path), false)
        } catch {
            throw BuildFailure(describing: error)
        }
    }

    private func key(of files: [(file: InputFile, sha256: SHA256Digest)]) -> SHA256Digest {
        var hasher = SHA256Hasher()
        hasher.update("\(Self.stage) 1 \(modificationTime)\n".utf8)
        for (file, sha256) in files {
            hasher.update("\(sha256.hex) \(file.isExecutable ? "x" : "-") \(file.path)\u{0}".utf8)
        }
        return hasher.finalize()
    }

    private func write(_ files: [(file: InputFile, sha256: SHA256Digest)]) throws -> (Segment, StoredBlob) {
        let output = try store.makeWriter()
        var writer = SegmentWriter(modificationTime: modificationTime) { try output.append($0) }
        for (file, sha256) in files {
            let written = try writer.add(path: file.path, isExecutable: file.isExecutable, file: file.absolutePath)
            guard written == sha256 else {
                throw ArchiveError(.sourceChanged, file: file.displayPath, "the file changed during the build")
            }
        }
        return (try writer.finish(), try output.finish())
    }

    private func part(_ segment: PackageSegment, at path: String) -> ArtifactPart {
        ArtifactPart(name: "project", source: .file(path), digest: segment.digest, segment: segment.segment)
    }
}

extension SegmentSummary {
    /// Summarizes a segment that was just written.
    init(_ segment: Segment) {
        self.init(crc32: segment.crc32, tarBytes: segment.tarBytes, bytes: segment.bytes)
    }
}
