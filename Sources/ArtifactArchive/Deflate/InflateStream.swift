internal import CZlib

/// zlib's streaming decoder with an output buffer of its own.
final class InflateStream {
    /// What surrounds the DEFLATE data; the numbers are what zlib calls window bits.
    enum Format: Int32 {
        /// Nothing (RFC 1951).
        case raw = -15
        /// A gzip header and trailer, the trailer being checked (RFC 1952).
        case gzip = 31
    }

    /// Where decoding stands after a step.
    struct Step {
        let status: Int32
        let dataType: Int32

        var isStreamEnd: Bool { status == Z_STREAM_END }
        /// Whether the step stopped right behind a block.
        var isBlockEnd: Bool { dataType & 128 != 0 }
        var isLastBlock: Bool { dataType & 64 != 0 }
        /// The bits of the last consumed byte that are not decoded yet.
        var unusedBits: Int32 { dataType & 7 }
    }

    /// The bytes of input decoded since the last restart.
    private(set) var consumed = 0

    // zlib keeps a pointer to the structure, so it must not move.
    private let stream: UnsafeMutablePointer<z_stream>
    private let buffer: UnsafeMutableRawBufferPointer
    private var filled = 0

    init(format: Format = .raw, bufferBytes: Int = 256 << 10) throws(ArchiveError) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        buffer = .allocate(byteCount: bufferBytes, alignment: 64)
        guard inflateInit2_(stream, format.rawValue, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            throw ArchiveError(.inputOutput, "not enough memory to inflate")
        }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
        buffer.deallocate()
    }

    /// Begins a new stream.
    func restart() {
        inflateReset(stream)
        consumed = 0
        filled = 0
    }

    var isOutputFull: Bool { filled == buffer.count }

    /// Returns what has been decoded since the last call; valid until the next step.
    func takeOutput() -> UnsafeRawBufferPointer {
        defer { filled = 0 }
        return UnsafeRawBufferPointer(rebasing: buffer[..<filled])
    }

    /// Decodes from `input`, which continues the stream, until it is used up, the output is full or `flush` stops it.
    func inflate(_ input: UnsafeRawBufferPointer, flush: Int32) throws(ArchiveError) -> Step {
        var empty: UInt8 = 0
        let status = withUnsafeMutablePointer(to: &empty) { nothing in
            stream.pointee.next_in =
                input.baseAddress.map { UnsafeMutableRawPointer(mutating: $0).assumingMemoryBound(to: UInt8.self) }
                ?? nothing
            stream.pointee.avail_in = UInt32(clamping: input.count)
            stream.pointee.next_out = buffer.baseAddress?.advanced(by: filled).assumingMemoryBound(to: UInt8.self)
            stream.pointee.avail_out = UInt32(buffer.count - filled)
            return CZlib.inflate(stream, flush)
        }
        consumed += input.count - Int(stream.pointee.avail_in)
        filled = buffer.count - Int(stream.pointee.avail_out)
        // Z_BUF_ERROR only says that there was nothing to do.
        guard [Z_OK, Z_STREAM_END, Z_BUF_ERROR].contains(status) else {
            throw ArchiveError(.malformed, "the compressed data is damaged")
        }
        return Step(status: status, dataType: stream.pointee.data_type)
    }
}
