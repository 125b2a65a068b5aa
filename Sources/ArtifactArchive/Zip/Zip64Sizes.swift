/// The fields of a header that a zip64 extra field may widen (APPNOTE.TXT 4.5.3).
struct Zip64Sizes {
    var bytes: UInt64
    var compressedBytes: UInt64
    /// Only in the central directory.
    var headerOffset: UInt64?
    /// Only in the central directory.
    var disk: UInt32?

    /// Replaces the fields that hold their maximum by those of the zip64 extra field, in its fixed order.
    mutating func widen(from extra: ByteReader) throws(ArchiveError) {
        guard var field = try Self.zip64Field(in: extra) else {
            guard !isMarked else {
                throw ArchiveError(.malformed, "the entry lacks the zip64 field that its sizes call for")
            }
            return
        }
        if bytes == 0xFFFF_FFFF { bytes = try field.next() }
        if compressedBytes == 0xFFFF_FFFF { compressedBytes = try field.next() }
        if headerOffset == 0xFFFF_FFFF { headerOffset = try field.next() }
        if disk == 0xFFFF { disk = try field.reader.uint32(field.position) }
    }

    private var isMarked: Bool {
        bytes == 0xFFFF_FFFF || compressedBytes == 0xFFFF_FFFF || headerOffset == 0xFFFF_FFFF || disk == 0xFFFF
    }

    private struct Field {
        let reader: ByteReader
        var position = 0

        mutating func next() throws(ArchiveError) -> UInt64 {
            guard position + 8 <= reader.bytes.count else {
                throw ArchiveError(.malformed, "the entry's zip64 field is too short")
            }
            defer { position += 8 }
            return try reader.uint64(position)
        }
    }

    private static func zip64Field(in extra: ByteReader) throws(ArchiveError) -> Field? {
        var position = 0
        // Fewer than four bytes left over is padding that aligning writers leave behind.
        while extra.bytes.count - position >= 4 {
            let identifier = try extra.uint16(position)
            let count = Int(try extra.uint16(position + 2))
            guard count <= extra.bytes.count - position - 4 else {
                throw ArchiveError(.malformed, "the entry's extra field is damaged")
            }
            if identifier == 1 {
                return Field(reader: ByteReader(try extra.slice(position + 4, count)))
            }
            position += 4 + count
        }
        return nil
    }
}
