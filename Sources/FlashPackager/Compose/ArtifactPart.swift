import ArtifactArchive
import Digests

/// A stretch of the archive that is copied as it is: a package, the project's own files, or the manifest.
struct ArtifactPart: Sendable {
    /// What it holds, such as `numpy 2.2.6` or `project`.
    var name: String
    /// The file that holds the bytes.
    var path: String
    /// The digest of those bytes.
    var digest: SHA256Digest
    /// How it joins the archive.
    var segment: SegmentSummary
}

/// Writes the parts of an archive in their order.
enum ArtifactComposition {
    /// Composes the archive at `path`.
    static func compose(
        _ parts: [ArtifactPart],
        to path: String,
        digests: any TarDigestCache
    ) throws(BuildFailure) -> ComposedArchive {
        do {
            var composer = try ArchiveComposer(path: path, cache: digests)
            for part in parts {
                let segment = Segment(
                    crc32: part.segment.crc32,
                    tarBytes: part.segment.tarBytes,
                    bytes: part.segment.bytes,
                    files: []
                )
                try composer.append(segment, at: part.path, expecting: part.digest)
            }
            return try composer.finish()
        } catch {
            throw BuildFailure(describing: error)
        }
    }
}
