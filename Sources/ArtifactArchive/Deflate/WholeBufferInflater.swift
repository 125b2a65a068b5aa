internal import CDeflate

/// Inflates raw DEFLATE streams of known size from memory to memory.
enum WholeBufferInflater {
    /// Returns exactly `count` bytes; a stream that holds fewer or more, or is followed by other data, is an error.
    static func inflate(_ data: UnsafeRawBufferPointer, bytes count: Int) throws(ArchiveError) -> [UInt8] {
        guard let decompressor = libdeflate_alloc_decompressor() else {
            throw ArchiveError(.inputOutput, "not enough memory to inflate")
        }
        defer { libdeflate_free_decompressor(decompressor) }
        var read = 0
        var written = 0
        var status = LIBDEFLATE_SUCCESS
        let contents = [UInt8](unsafeUninitializedCapacity: max(count, 1)) { buffer, initialized in
            status = libdeflate_deflate_decompress_ex(
                decompressor,
                data.baseAddress,
                data.count,
                buffer.baseAddress,
                count,
                &read,
                &written
            )
            initialized = status == LIBDEFLATE_SUCCESS ? written : 0
        }
        switch status {
        case LIBDEFLATE_SUCCESS:
            guard written == count else {
                throw ArchiveError(.sizeMismatch, "the entry has \(written) bytes, not the stated \(count)")
            }
            guard read == data.count else {
                throw ArchiveError(.malformed, "other data follows the entry's DEFLATE stream")
            }
            return contents
        case LIBDEFLATE_INSUFFICIENT_SPACE:
            throw ArchiveError(.sizeMismatch, "the entry has more than the stated \(count) bytes")
        default:
            throw ArchiveError(.malformed, "the entry's DEFLATE stream is damaged")
        }
    }
}
