/// How an archive file holds its tar stream: everything in which one format differs from the other for a composer.
///
/// An archive is a header, segments, and an ending. Segments are pieces of the stream that have been encoded for the
/// format before, so that they can be copied as they are.
public enum ArchiveFormat: String, Hashable, Sendable, CaseIterable {
    /// One gzip member (RFC 1952) around DEFLATE data (RFC 1951).
    case tarGzip = "tar.gz"
    /// Zstandard frames, one after the other (RFC 8878).
    case tarZstandard = "tar.zst"
    /// The tar stream itself.
    case tar

    /// The ends of file names of archives in this format, the usual one first.
    public var suffixes: [String] {
        switch self {
        case .tarGzip: [".tar.gz", ".tgz"]
        case .tarZstandard: [".tar.zst", ".tzst"]
        case .tar: [".tar"]
        }
    }

    /// Finds the format that a file's name announces; `nil` when it is none of these.
    public init?(filename: String) {
        guard let format = Self.allCases.first(where: { $0.suffixes.contains { filename.hasSuffix($0) } }) else {
            return nil
        }
        self = format
    }

    /// The bytes before the first segment.
    public var header: [UInt8] {
        switch self {
        case .tarGzip: GzipMember.header
        case .tarZstandard, .tar: []
        }
    }

    /// Makes the bytes behind the last segment, which hold the end of the tar archive (two blocks of zeros).
    ///
    /// - Parameters:
    ///   - crc32: The CRC-32 of all segments' tar members.
    ///   - bytes: The size of all segments' tar members.
    /// - Returns: The bytes that end the file.
    /// - Throws: ``ArchiveError`` when memory is short.
    func ending(crc32: UInt32, bytes: UInt64) throws(ArchiveError) -> [UInt8] {
        switch self {
        case .tarGzip: try GzipMember.ending(crc32: crc32, bytes: bytes)
        case .tarZstandard: try ZstandardFrame.ending(level: Compression.zstandard.level)
        case .tar: TarHeader.endOfArchive
        }
    }

    /// Makes what turns segments back into tar members.
    func makeExpander() throws(ArchiveError) -> any SegmentExpander {
        switch self {
        case .tarGzip: DeflateExpander()
        case .tarZstandard: try ZstandardExpander()
        case .tar: PlainExpander()
        }
    }
}
