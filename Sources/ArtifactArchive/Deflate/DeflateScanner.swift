/// What reading through a raw DEFLATE stream told about it.
struct DeflateScan: Equatable {
    /// The position of the last block's header, which begins with BFINAL, in bits.
    var lastBlockBit: UInt64
    /// The position behind the last block, in bits.
    var endBit: UInt64
    /// The CRC-32 of the content.
    var crc32: UInt32
    /// The size of the content, in bytes.
    var bytes: UInt64
}

/// Inflates raw DEFLATE streams (RFC 1951) in bounded memory and notes where their last block lies.
final class DeflateScanner {
    private let inflater = Inflater()

    /// Reads one whole stream.
    ///
    /// - Parameters:
    ///   - data: The stream and nothing else.
    ///   - limit: The most bytes the content may have; reading stops as soon as there are more.
    ///   - body: Receives the content in pieces, none of them empty.
    /// - Returns: The stream's layout, size and checksum.
    /// - Throws: ``ArchiveError`` for a damaged or truncated stream, and what `body` throws.
    func scan(
        _ data: ZipData,
        limit: UInt64,
        _ body: (UnsafeRawBufferPointer) throws -> Void
    ) throws -> DeflateScan {
        var position: UInt64 = 0
        return try scan(
            from: { buffer in
                let count = try data.read(into: buffer, at: position)
                position += UInt64(count)
                return count
            },
            limit: limit,
            body
        )
    }

    /// Reads one whole stream from memory.
    func scan(
        _ data: UnsafeRawBufferPointer,
        limit: UInt64,
        _ body: (UnsafeRawBufferPointer) throws -> Void
    ) throws -> DeflateScan {
        var rest = data
        return try scan(
            from: { buffer in
                let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(buffer.count))
                buffer.copyMemory(from: piece)
                rest = UnsafeRawBufferPointer(rebasing: rest[piece.count...])
                return piece.count
            },
            limit: limit,
            body
        )
    }

    private func scan(
        from source: Inflater.Source,
        limit: UInt64,
        _ body: (UnsafeRawBufferPointer) throws -> Void
    ) throws -> DeflateScan {
        var scan = DeflateScan(lastBlockBit: 0, endBit: 0, crc32: 0, bytes: 0)
        (scan.lastBlockBit, scan.endBit) = try inflater.run(to: .lastBlock, from: source) { output in
            scan.bytes += UInt64(output.count)
            guard scan.bytes <= limit else {
                throw ArchiveError(.sizeMismatch, "the DEFLATE stream has more than the stated \(limit) bytes")
            }
            scan.crc32 = CRC32.of(output, continuing: scan.crc32)
            try body(output)
        }
        return scan
    }
}
