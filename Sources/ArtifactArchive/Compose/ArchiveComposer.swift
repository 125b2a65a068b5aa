public import Digests

/// Joins segments to an archive at the speed of a file copy.
///
/// The segments are copied inside the kernel where it can; meanwhile other cores read back what was written, compare
/// every segment with the digest it is expected to have, and compute the digests of the result.
public struct ArchiveComposer {
    private let output: OpenFile
    private let format: ArchiveFormat
    private let cache: (any DigestStateCache)?
    private let base: [ArchiveBase.Part]
    private let digests: DigestStates.Kind
    private var segments: [PlacedSegment] = []
    private var offset: UInt64
    private var isFinished = false

    /// Creates or empties the file at `path`.
    ///
    /// Naming it temporarily, making it durable and giving it its final name is the caller's part.
    ///
    /// - Parameters:
    ///   - path: The path of the archive to write.
    ///   - format: The format of the archive, for which every segment must be written.
    ///   - cache: Remembers how far the digests were computed in earlier builds.
    ///   - base: An archive to begin with, which is renamed to `path`; as many of its segments as come first in the new
    ///     archive too are kept, and neither copied nor read again.
    ///   - digestsTarStream: Whether the digest of the tar stream is wanted. It takes inflating what no earlier build has.
    /// - Throws: ``ArchiveError`` when the file cannot be created.
    public init(
        path: String,
        format: ArchiveFormat = .tarGzip,
        cache: (any DigestStateCache)? = nil,
        continuing base: ArchiveBase? = nil,
        digestsTarStream: Bool = true
    ) throws(ArchiveError) {
        let base = base.flatMap { $0.format == format ? $0 : nil }
        output = if let base { try base.take(as: path) } else { try OpenFile(writing: path) }
        self.base = base?.parts ?? []
        digests = digestsTarStream ? .archiveAndTarStream : .archive
        self.format = format
        offset = UInt64(format.header.count)
        self.cache = cache
    }

    /// Adds a segment behind those added before; it is read when the archive is finished.
    ///
    /// - Parameters:
    ///   - segment: The segment's description.
    ///   - path: The file that holds the segment.
    ///   - digest: The digest the file must have.
    ///   - checksum: The CRC-32 of the file, when its digest is known to have been right for as long as the file has not
    ///     changed: then what was copied is compared with this, which takes a tenth of the time.
    /// - Throws: ``ArchiveError`` when the file is missing or its size is not the segment's.
    public mutating func append(
        _ segment: Segment,
        at path: String,
        expecting digest: SHA256Digest,
        checksum: UInt32? = nil
    ) throws(ArchiveError) {
        guard !isFinished else { throw ArchiveError(.misuse, file: output.path, "the archive is already finished") }
        let bytes = try OpenFile(reading: path).regularFileBytes()
        guard bytes == segment.bytes, segment.tarBytes % UInt64(TarHeader.blockBytes) == 0 else {
            throw ArchiveError(
                .sizeMismatch,
                file: path,
                "the segment \(digest) has \(bytes) bytes where \(segment.bytes) were recorded"
            )
        }
        place(segment, .file(path, checksum: checksum), digest)
    }

    /// Adds a segment that is in memory behind those added before.
    ///
    /// - Throws: ``ArchiveError`` when the size of `content` is not the segment's.
    public mutating func append(_ segment: Segment, content: [UInt8]) throws(ArchiveError) {
        guard !isFinished else { throw ArchiveError(.misuse, file: output.path, "the archive is already finished") }
        guard UInt64(content.count) == segment.bytes else {
            throw ArchiveError(
                .sizeMismatch,
                "a segment has \(content.count) bytes where \(segment.bytes) were recorded"
            )
        }
        place(segment, .memory(content), SHA256Digest(of: content))
    }

    private mutating func place(_ segment: Segment, _ source: PlacedSegment.Source, _ digest: SHA256Digest) {
        segments.append(PlacedSegment(segment: segment, source: source, digest: digest, offset: offset))
        offset += segment.bytes
    }

    /// Writes the archive.
    ///
    /// - Returns: The size and the digests of what was written.
    /// - Throws: ``ArchiveError``; of kind `digestMismatch`, naming file and digest, when a segment is not what it
    ///   should be. The file at the archive's path is then incomplete.
    public mutating func finish() throws -> ComposedArchive {
        guard !isFinished else { throw ArchiveError(.misuse, file: output.path, "the archive is already finished") }
        isFinished = true
        var crc32: UInt32 = 0
        var tarBytes: UInt64 = 0
        for segment in segments.map(\.segment) {
            crc32 = CRC32.combine(crc32, segment.crc32, secondBytes: segment.tarBytes)
            tarBytes += segment.tarBytes
        }
        let composition = Composition(
            output: output,
            format: format,
            segments: segments,
            ending: try format.ending(crc32: crc32, bytes: tarBytes),
            endingOffset: offset,
            kept: zip(base, segments).prefix { $0.digest == $1.digest && $0.bytes == $1.segment.bytes }.map(\.0),
            digests: digests
        )
        return try composition.run(cache: cache)
    }
}

/// An archive that was composed.
public struct ComposedArchive: Hashable, Sendable {
    /// The size of the archive, in bytes.
    public let bytes: UInt64
    /// The digest of the archive.
    public let sha256: SHA256Digest
    /// The size of the tar stream inside, in bytes.
    public let tarBytes: UInt64
    /// The digest of the tar stream inside, which does not depend on how it is compressed; `nil` when it was not wanted.
    public let tarSHA256: SHA256Digest?
    /// The segments, in order.
    public let parts: [ArchiveBase.Part]
}

/// A segment and its place in the archive.
struct PlacedSegment: Sendable {
    /// Where its bytes are.
    enum Source: Sendable {
        case file(String, checksum: UInt32?)
        case memory([UInt8])

        /// The file; `nil` for bytes in memory.
        var path: String? {
            guard case .file(let path, _) = self else { return nil }
            return path
        }

        /// The CRC-32 that is enough of a check; `nil` when the digest must be computed.
        var checksum: UInt32? {
            guard case .file(_, let checksum) = self else { return nil }
            return checksum
        }
    }

    let segment: Segment
    let source: Source
    let digest: SHA256Digest
    let offset: UInt64
}
