/// Turns complete content into DEFLATE that further blocks may follow, without encoding it again.
///
/// A raw DEFLATE stream can be continued once its last block no longer carries BFINAL and it ends on a byte boundary,
/// which an empty stored block brings about (RFC 1951 section 3.2.3 and 3.2.4).
enum DeflateSplice {
    /// The most bytes a stored block holds.
    static let storedBlockBytes = 0xFFFF

    /// Writes a scanned stream bit by bit as it is, but open at its end.
    ///
    /// - Parameters:
    ///   - data: The raw DEFLATE stream.
    ///   - scan: Its layout.
    ///   - sink: Receives the bytes.
    /// - Returns: The number of bytes written.
    /// - Throws: What `sink` throws, and ``ArchiveError`` for a layout that is not the stream's.
    static func write(
        _ data: some DeflateData,
        _ scan: DeflateScan,
        to sink: (UnsafeRawBufferPointer) throws -> Void
    ) throws -> UInt64 {
        guard data.bytes > 0, scan.endBit > scan.lastBlockBit, (scan.endBit + 7) / 8 == data.bytes else {
            throw ArchiveError(.malformed, "the DEFLATE stream is damaged")
        }
        let lastByte = data.bytes - 1
        let headerByte = scan.lastBlockBit / 8
        let header = try data.byte(at: headerByte) & ~(1 << UInt8(scan.lastBlockBit % 8))
        let usedBits = Int(scan.endBit % 8)
        let usedMask: UInt8 = usedBits == 0 ? 0xFF : UInt8(1 << usedBits) - 1

        try data.forEachPiece(of: 0..<headerByte, sink)
        var closing: [UInt8]
        if headerByte == lastByte {
            closing = [header & usedMask]
        } else {
            try withUnsafeBytes(of: header) { try sink($0) }
            try data.forEachPiece(of: headerByte + 1..<lastByte, sink)
            closing = [try data.byte(at: lastByte) & usedMask]
        }
        // The three zero bits of the stored block's header fit behind the stream or take a byte of their own.
        if usedBits == 0 || usedBits > 5 { closing.append(0) }
        closing += [0, 0, 0xFF, 0xFF]
        try closing.withUnsafeBytes { try sink($0) }
        return lastByte + UInt64(closing.count)
    }

    /// Writes content as stored blocks, none of them the last.
    ///
    /// - Parameters:
    ///   - data: The content.
    ///   - sink: Receives the bytes.
    /// - Returns: The number of bytes written.
    /// - Throws: What `sink` throws.
    static func writeStored(
        _ data: some DeflateData,
        to sink: (UnsafeRawBufferPointer) throws -> Void
    ) throws -> UInt64 {
        var written: UInt64 = 0
        try data.forEachPiece { piece in
            var rest = piece
            while !rest.isEmpty {
                let block = UnsafeRawBufferPointer(rebasing: rest.prefix(storedBlockBytes))
                let count = UInt16(block.count)
                let header = [0, UInt8(count & 0xFF), UInt8(count >> 8), UInt8(~count & 0xFF), UInt8(~count >> 8)]
                try header.withUnsafeBytes { try sink($0) }
                try sink(block)
                written += UInt64(header.count + block.count)
                rest = UnsafeRawBufferPointer(rebasing: rest[block.count...])
            }
        }
        return written
    }
}
