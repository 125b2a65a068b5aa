/// Reads little-endian fields of a buffer at checked offsets; anything outside is a `truncated` error.
struct ByteReader {
    let bytes: UnsafeRawBufferPointer

    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    func slice(_ offset: Int, _ count: Int) throws(ArchiveError) -> UnsafeRawBufferPointer {
        guard offset >= 0, count >= 0, offset <= bytes.count, count <= bytes.count - offset else {
            throw ArchiveError(.truncated, "the archive ends inside one of its headers")
        }
        return UnsafeRawBufferPointer(rebasing: bytes[offset..<(offset + count)])
    }

    func uint16(_ offset: Int) throws(ArchiveError) -> UInt16 {
        UInt16(littleEndian: try slice(offset, 2).loadUnaligned(as: UInt16.self))
    }

    func uint32(_ offset: Int) throws(ArchiveError) -> UInt32 {
        UInt32(littleEndian: try slice(offset, 4).loadUnaligned(as: UInt32.self))
    }

    func uint64(_ offset: Int) throws(ArchiveError) -> UInt64 {
        UInt64(littleEndian: try slice(offset, 8).loadUnaligned(as: UInt64.self))
    }
}
