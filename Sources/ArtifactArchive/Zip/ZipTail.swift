/// The last bytes of a zip archive, fetched by an HTTP range request, with its central directory.
public struct ZipTail: Sendable {
    /// The entries in the order of the central directory.
    public let entries: [ZipEntry]
    /// The size of the whole archive, in bytes.
    public let archiveBytes: UInt64

    private let tail: [UInt8]
    private let directoryOffset: UInt64

    /// Parses the central directory.
    ///
    /// - Parameters:
    ///   - tail: The archive's last bytes, or all of it.
    ///   - archiveBytes: The size of the whole archive, in bytes.
    /// - Throws: ``ArchiveError``; its kind is `tailTooShort` with the number of bytes to fetch when `tail` does not
    ///   hold the central directory.
    public init(tail: [UInt8], archiveBytes: UInt64) throws(ArchiveError) {
        let directory = try Self.withBytes(of: tail) { bytes throws(ArchiveError) in
            try ZipDirectory(tail: bytes, archiveBytes: archiveBytes)
        }
        self.tail = tail
        self.archiveBytes = archiveBytes
        self.entries = directory.entries
        self.directoryOffset = directory.offset
    }

    /// Inflates an entry that lies within the tail.
    ///
    /// - Parameters:
    ///   - entry: One of ``entries``.
    ///   - limit: The most bytes to hold in memory; a larger entry is a `limitExceeded` error.
    /// - Returns: The content, which has the size and CRC-32 the archive states; `nil` when the entry does not lie
    ///   within the tail.
    /// - Throws: ``ArchiveError`` when the entry is damaged or too large.
    public func contents(of entry: ZipEntry, limit: UInt64 = 1 << 30) throws(ArchiveError) -> [UInt8]? {
        let tailOffset = archiveBytes - UInt64(tail.count)
        guard entry.headerOffset >= tailOffset, entry.headerOffset <= directoryOffset,
            let count = Int(exactly: entry.compressedBytes)
        else { return nil }
        let start = Int(entry.headerOffset - tailOffset)
        return try Self.withBytes(of: tail) { bytes throws(ArchiveError) in
            do throws(ArchiveError) {
                let reader = ByteReader(
                    UnsafeRawBufferPointer(rebasing: bytes[..<Int(directoryOffset - tailOffset)])
                )
                let header = try ZipLocalHeader(of: entry, at: start, in: reader)
                return try entry.contents(from: try reader.slice(start + header.bytes, count), limit: limit)
            } catch {
                throw error.naming(entry: entry.name)
            }
        }
    }

    /// Returns how many of the archive's last bytes hold the entry completely, for a second range request.
    public func requiredTailBytes(for entry: ZipEntry) -> UInt64 {
        archiveBytes - min(entry.headerOffset, archiveBytes)
    }

    private static func withBytes<Result>(
        of bytes: [UInt8],
        _ body: (UnsafeRawBufferPointer) throws(ArchiveError) -> Result
    ) throws(ArchiveError) -> Result {
        let outcome = bytes.withUnsafeBytes { buffer in
            Swift.Result<Result, ArchiveError> { () throws(ArchiveError) in try body(buffer) }
        }
        return try outcome.get()
    }
}
