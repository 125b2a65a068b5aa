internal import CDeflate

/// The bytes around the segments of a gzip file of one member (RFC 1952).
enum GzipMember {
    /// The header without name, time or extra fields: some streaming readers stumble over anything longer.
    static let header: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]

    /// Makes the last DEFLATE block, which holds the end of the tar archive, and the member's trailer.
    ///
    /// - Parameters:
    ///   - crc32: The CRC-32 of everything before.
    ///   - bytes: The size of everything before, inflated.
    /// - Returns: The bytes that end the file.
    /// - Throws: ``ArchiveError`` when memory is short.
    static func ending(crc32: UInt32, bytes: UInt64) throws(ArchiveError) -> [UInt8] {
        let content = TarHeader.endOfArchive
        guard let compressor = libdeflate_alloc_compressor(6) else {
            throw ArchiveError(.inputOutput, "not enough memory to compress")
        }
        defer { libdeflate_free_compressor(compressor) }
        let last = [UInt8](unsafeUninitializedCapacity: content.count) { buffer, count in
            count = libdeflate_deflate_compress(compressor, content, content.count, buffer.baseAddress, buffer.count)
        }
        let checksum = content.withUnsafeBytes { CRC32.of($0, continuing: crc32) }
        // ISIZE is the size modulo 2^32 (RFC 1952 section 2.3.1).
        let size = UInt32(truncatingIfNeeded: bytes + UInt64(content.count))
        return last + littleEndian(checksum) + littleEndian(size)
    }

    private static func littleEndian(_ value: UInt32) -> [UInt8] {
        withUnsafeBytes(of: value.littleEndian) { Array($0) }
    }
}
