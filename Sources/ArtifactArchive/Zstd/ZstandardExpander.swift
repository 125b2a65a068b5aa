internal import CZstd

/// Segments that are Zstandard frames.
final class ZstandardExpander: SegmentExpander {
    private let context: OpaquePointer
    private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 64)
    private let output = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 64)

    init() throws(ArchiveError) {
        guard let context = ZSTD_createDCtx() else {
            throw ArchiveError(.inputOutput, "not enough memory to decompress")
        }
        self.context = context
    }

    deinit {
        ZSTD_freeDCtx(context)
        input.deallocate()
        output.deallocate()
    }

    func expand(from source: Source, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        ZSTD_DCtx_reset(context, ZSTD_reset_session_only)
        /// What the current frame still lacks, as the library estimates it; 0 between frames.
        var missing = 0
        while case let count = try source(input), count > 0 {
            var piece = ZSTD_inBuffer(src: input.baseAddress, size: count, pos: 0)
            var target = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
            // A full buffer may mean that more of what was read already is waiting.
            repeat {
                target.pos = 0
                missing = ZSTD_decompressStream(context, &target, &piece)
                guard ZSTD_isError(missing) == 0 else {
                    throw ArchiveError(.malformed, "the compressed data is damaged")
                }
                try body(UnsafeRawBufferPointer(rebasing: output[..<target.pos]))
            } while piece.pos < piece.size || (target.pos == target.size && missing > 0)
        }
        guard missing == 0 else { throw ArchiveError(.truncated, "the compressed data is cut off") }
    }
}
