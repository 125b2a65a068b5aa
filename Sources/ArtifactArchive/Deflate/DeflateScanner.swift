internal import CZlib

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
    private let stream: InflateStream

    init() throws(ArchiveError) {
        stream = try InflateStream()
    }

    /// Reads one whole stream.
    ///
    /// - Parameters:
    ///   - data: The stream and nothing else.
    ///   - limit: The most bytes the content may have; reading stops as soon as there are more.
    ///   - body: Receives the content in pieces, none of them empty.
    /// - Returns: The stream's layout, size and checksum.
    /// - Throws: ``ArchiveError`` for a damaged or truncated stream, and what `body` throws.
    func scan(
        _ data: UnsafeRawBufferPointer,
        limit: UInt64,
        _ body: (UnsafeRawBufferPointer) throws -> Void
    ) throws -> DeflateScan {
        var scan = DeflateScan(lastBlockBit: 0, endBit: 0, crc32: 0, bytes: 0)
        var blockBit: UInt64 = 0
        stream.restart()
        while true {
            // zlib counts input in 32 bits.
            let piece = UnsafeRawBufferPointer(rebasing: data[stream.consumed...].prefix(1 << 30))
            let step = try stream.inflate(piece, flush: Z_BLOCK)
            if step.isBlockEnd {
                let bit = UInt64(stream.consumed) * 8 - UInt64(step.unusedBits)
                if step.isLastBlock {
                    scan.lastBlockBit = blockBit
                    scan.endBit = bit
                } else {
                    blockBit = bit
                }
            }
            if step.isStreamEnd || stream.isOutputFull {
                let output = stream.takeOutput()
                scan.bytes += UInt64(output.count)
                guard scan.bytes <= limit else {
                    throw ArchiveError(.sizeMismatch, "the DEFLATE stream has more than the stated \(limit) bytes")
                }
                if !output.isEmpty {
                    scan.crc32 = CRC32.of(output, continuing: scan.crc32)
                    try body(output)
                }
            } else if stream.consumed == data.count && !step.isBlockEnd {
                throw ArchiveError(.truncated, "the DEFLATE stream is cut off")
            }
            if step.isStreamEnd { break }
        }
        guard stream.consumed == data.count else {
            throw ArchiveError(.malformed, "other data follows the DEFLATE stream")
        }
        return scan
    }
}
