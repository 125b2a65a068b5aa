internal import CDeflate
internal import CZlib

/// The CRC-32 of zip and gzip (RFC 1952 section 8).
enum CRC32 {
    static func of(_ bytes: UnsafeRawBufferPointer, continuing crc: UInt32 = 0) -> UInt32 {
        // libdeflate takes a null pointer for "start anew".
        guard let base = bytes.baseAddress, !bytes.isEmpty else { return crc }
        return libdeflate_crc32(crc, base, bytes.count)
    }

    /// The CRC-32 of two pieces of content from theirs; `secondBytes` is the size of the second.
    static func combine(_ first: UInt32, _ second: UInt32, secondBytes: UInt64) -> UInt32 {
        UInt32(crc32_combine(uLong(first), uLong(second), Int(clamping: secondBytes)))
    }
}
