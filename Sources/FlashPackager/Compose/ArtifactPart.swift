import ArtifactArchive
import Digests

/// A stretch of the archive that is copied as it is: a package, the project's own files, or the manifest.
struct ArtifactPart: Sendable {
    /// What it holds, such as `numpy 2.2.6` or `project`.
    var name: String
    /// Where the bytes are.
    enum Source: Sendable {
        case file(String)
        case memory([UInt8])
    }

    /// Where the bytes are.
    var source: Source
    /// The digest of those bytes.
    var digest: SHA256Digest
    /// How it joins the archive.
    var segment: SegmentSummary
}

extension ArtifactPart {
    /// The file that holds it, with its digest; `nil` for a part in memory.
    fileprivate var file: (SHA256Digest, String)? {
        guard case .file(let path) = source else { return nil }
        return (digest, path)
    }

    /// A part whose bytes are in memory.
    init(name: String, _ segment: Segment, content: [UInt8]) {
        self.init(
            name: name,
            source: .memory(content),
            digest: SHA256Digest(of: content),
            segment: SegmentSummary(segment)
        )
    }
}

/// Collects bytes a writer hands out.
final class ByteBuffer {
    var bytes: [UInt8] = []
}

/// Writes the parts of an archive in their order.
enum ArtifactComposition {
    /// Composes the archive at `path`.
    ///
    /// - Parameters:
    ///   - parts: the parts, in order.
    ///   - path: the file to write.
    ///   - format: the format of the archive and of all parts.
    ///   - base: an archive to begin with.
    ///   - digestsTarStream: whether the digest of the tar stream is wanted.
    ///   - checks: remembers which segments were found to be sound.
    ///   - digests: remembers how far the digests of earlier archives went.
    ///   - damaged: is told of a part whose bytes are not those its digest names.
    /// - Returns: the size and the digests of the archive.
    /// - Throws: `store-damaged` when a part was damaged; building again makes it anew.
    static func compose(
        _ parts: [ArtifactPart],
        to path: String,
        format: ArchiveFormat,
        continuing base: ArchiveBase?,
        digestsTarStream: Bool,
        checks: SegmentChecks,
        digests: any DigestStateCache,
        damaged: (SHA256Digest) -> Void
    ) throws(BuildFailure) -> ComposedArchive {
        do {
            let kept = zip(base?.parts ?? [], parts).prefix { $0.digest == $1.digest }.count
            let copied = parts.dropFirst(kept).compactMap(\.file)
            let known = checks.known(Dictionary(copied) { first, _ in first })
            var composer = try ArchiveComposer(
                path: path,
                format: format,
                cache: digests,
                continuing: base,
                digestsTarStream: digestsTarStream
            )
            for part in parts {
                let segment = Segment(
                    crc32: part.segment.crc32,
                    tarBytes: part.segment.tarBytes,
                    bytes: part.segment.bytes,
                    files: []
                )
                switch part.source {
                case .file(let path):
                    let checksum = known[part.digest]?.checksum
                    try composer.append(segment, at: path, expecting: part.digest, checksum: checksum)
                case .memory(let content): try composer.append(segment, content: content)
                }
            }
            let archive = try composer.finish()
            checks.record(archive.parts, before: known)
            return archive
        } catch let error as ArchiveError where [.digestMismatch, .sizeMismatch].contains(error.kind) {
            for part in parts {
                if case .file(let file) = part.source, file == error.file { damaged(part.digest) }
            }
            throw .damagedStore("\(error)")
        } catch {
            throw BuildFailure(describing: error)
        }
    }
}
