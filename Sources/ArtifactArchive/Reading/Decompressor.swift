internal import CZlib
internal import CZstd

/// Turns the bytes of an archive file into the tar stream, piece by piece.
protocol Decompressor: AnyObject {
    /// Decompresses the start of `input`, which continues the stream; with an empty one, what is still waiting.
    func decompress(_ input: UnsafeRawBufferPointer) throws(ArchiveError) -> DecompressionStep
}

/// What a decompressor did.
struct DecompressionStep {
    /// Whether the stream may end where it stands.
    enum End {
        /// More must follow.
        case inside
        /// The end of the file may follow, or more.
        case possible
        /// Nothing may follow.
        case final
    }

    /// How many bytes of the input were used.
    var consumed: Int
    /// What came out, valid until the next step.
    var output: UnsafeRawBufferPointer
    var end: End
}

/// The bytes themselves.
final class NoDecompressor: Decompressor {
    func decompress(_ input: UnsafeRawBufferPointer) -> DecompressionStep {
        DecompressionStep(consumed: input.count, output: input, end: .possible)
    }
}

/// One gzip member (RFC 1952), its checksum compared.
///
/// Little comes out at a time, so that it is known exactly which compressed bytes belong to which member.
final class GzipDecompressor: Decompressor {
    private let stream: InflateStream

    init() throws(ArchiveError) {
        stream = try InflateStream(format: .gzip, bufferBytes: 64 << 10)
    }

    func decompress(_ input: UnsafeRawBufferPointer) throws(ArchiveError) -> DecompressionStep {
        let before = stream.consumed
        let step = try stream.inflate(input, flush: Z_NO_FLUSH)
        return DecompressionStep(
            consumed: stream.consumed - before,
            output: stream.takeOutput(),
            end: step.isStreamEnd ? .final : .inside
        )
    }
}

/// Zstandard frames, one after the other (RFC 8878).
final class ZstandardDecompressor: Decompressor {
    private let context: OpaquePointer
    private let output = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 64)

    init() throws(ArchiveError) {
        guard let context = ZSTD_createDCtx() else {
            throw ArchiveError(.inputOutput, "not enough memory to decompress")
        }
        self.context = context
    }

    deinit {
        ZSTD_freeDCtx(context)
        output.deallocate()
    }

    func decompress(_ input: UnsafeRawBufferPointer) throws(ArchiveError) -> DecompressionStep {
        var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
        var target = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
        let missing = ZSTD_decompressStream(context, &target, &source)
        guard ZSTD_isError(missing) == 0 else {
            throw ArchiveError(.malformed, "the compressed data is damaged, or followed by something else")
        }
        return DecompressionStep(
            consumed: source.pos,
            output: UnsafeRawBufferPointer(rebasing: output[..<target.pos]),
            end: missing == 0 ? .possible : .inside
        )
    }
}
