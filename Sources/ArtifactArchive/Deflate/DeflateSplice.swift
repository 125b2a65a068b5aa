/// Turns complete content into DEFLATE that further blocks may follow, without encoding it again.
///
/// A raw DEFLATE stream can be continued once its last block no longer carries BFINAL and it ends on a byte boundary,
/// which an empty stored block brings about (RFC 1951 section 3.2.3 and 3.2.4).
enum DeflateSplice {
    /// Writes a scanned stream bit by bit as it is, but open at its end.
    ///
    /// - Parameters:
    ///   - data: The raw DEFLATE stream.
    ///   - scan: Its layout.
    ///   - sink: Receives the bytes.
    /// - Returns: The number of bytes written.
    /// - Throws: What `sink` throws, and ``ArchiveError`` for a layout that is not the stream's.
    static func write(
        _ data: UnsafeRawBufferPointer,
        _ scan: DeflateScan,
        to sink: (UnsafeRawBufferPointer) throws -> Void
    ) throws -> UInt64 {
        guard let last = data.last, scan.endBit > scan.lastBlockBit, scan.endBit <= UInt64(data.count) * 8,
            scan.endBit > UInt64(data.count - 1) * 8
        else {
            throw ArchiveError(.malformed, "the DEFLATE stream is damaged")
        }
        let headerByte = Int(scan.lastBlockBit / 8)
        let finalBit = UInt8(1) << UInt8(scan.lastBlockBit % 8)
        let usedBits = Int(scan.endBit % 8)
        let usedMask: UInt8 = usedBits == 0 ? 0xFF : UInt8(1 << usedBits) - 1

        try sink(UnsafeRawBufferPointer(rebasing: data[..<headerByte]))
        var closing: [UInt8]
        if headerByte == data.count - 1 {
            closing = [data[headerByte] & ~finalBit & usedMask]
        } else {
            try withUnsafeBytes(of: data[headerByte] & ~finalBit) { try sink($0) }
            try sink(UnsafeRawBufferPointer(rebasing: data[(headerByte + 1)..<(data.count - 1)]))
            closing = [last & usedMask]
        }
        // The three zero bits of the stored block's header fit behind the stream or take a byte of their own.
        if usedBits == 0 || usedBits > 5 { closing.append(0) }
        closing += [0, 0, 0xFF, 0xFF]
        try closing.withUnsafeBytes { try sink($0) }
        let added = closing.count - 1
        return UInt64(data.count + added)
    }

    /// Writes content as stored blocks, none of them the last.
    ///
    /// - Parameters:
    ///   - data: The content.
    ///   - sink: Receives the bytes.
    /// - Returns: The number of bytes written.
    /// - Throws: What `sink` throws.
    static func writeStored(
        _ data: UnsafeRawBufferPointer,
        to sink: (UnsafeRawBufferPointer) throws -> Void
    ) throws -> UInt64 {
        var rest = data
        var written: UInt64 = 0
        while !rest.isEmpty {
            let block = UnsafeRawBufferPointer(rebasing: rest.prefix(0xFFFF))
            let count = UInt16(block.count)
            let header = [0, UInt8(count & 0xFF), UInt8(count >> 8), UInt8(~count & 0xFF), UInt8(~count >> 8)]
            try header.withUnsafeBytes { try sink($0) }
            try sink(block)
            written += UInt64(header.count + block.count)
            rest = UnsafeRawBufferPointer(rebasing: rest[block.count...])
        }
        return written
    }
}
