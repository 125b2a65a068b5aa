/// What a composer needs to know of a segment: DEFLATE data, open at its end, of whole tar members.
public struct Segment: Codable, Hashable, Sendable {
    /// The CRC-32 of the tar members.
    public let crc32: UInt32
    /// The size of the tar members, in bytes; a multiple of 512.
    public let tarBytes: UInt64
    /// The size of the DEFLATE data, in bytes.
    public let bytes: UInt64
    /// The files in the order of the archive.
    public let files: [ArchivedFile]

    /// Creates the description of a segment that exists.
    public init(crc32: UInt32, tarBytes: UInt64, bytes: UInt64, files: [ArchivedFile]) {
        self.crc32 = crc32
        self.tarBytes = tarBytes
        self.bytes = bytes
        self.files = files
    }
}

/// A file of an archive and what it weighs.
public struct ArchivedFile: Codable, Hashable, Sendable {
    /// The path in the archive.
    public let path: String
    /// The size of the content, in bytes.
    public let bytes: UInt64
    /// The file's share of the compressed data with its header, in bytes; the shares of a segment add up to its size.
    public let compressedBytes: UInt64
    /// Whether the file may be executed.
    public let isExecutable: Bool

    /// Creates the description of a file.
    public init(path: String, bytes: UInt64, compressedBytes: UInt64, isExecutable: Bool) {
        self.path = path
        self.bytes = bytes
        self.compressedBytes = compressedBytes
        self.isExecutable = isExecutable
    }
}
