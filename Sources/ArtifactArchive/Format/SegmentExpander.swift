internal import CZlib

/// Turns the bytes of segments back into the tar members they hold.
protocol SegmentExpander: AnyObject {
    /// Begins a segment.
    func restart()

    /// Passes on what `piece`, the continuation of the segment, adds to the tar members.
    ///
    /// - Parameters:
    ///   - piece: Bytes of the segment.
    ///   - body: Receives the tar members in pieces.
    /// - Throws: ``ArchiveError`` when the bytes are no segment of this format, and what `body` throws.
    func expand(_ piece: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) throws -> Void) throws
}

extension InflateStream: SegmentExpander {
    func expand(_ piece: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        var rest = piece
        var isDrained = false
        while !isDrained {
            let before = consumed
            let step = try inflate(rest, flush: Z_SYNC_FLUSH)
            guard !step.isStreamEnd else {
                throw ArchiveError(.malformed, "the DEFLATE data is closed, so that nothing can follow it")
            }
            rest = UnsafeRawBufferPointer(rebasing: rest[(consumed - before)...])
            isDrained = rest.isEmpty && !isOutputFull
            try body(takeOutput())
        }
    }
}

/// Segments that are the tar members themselves.
final class PlainExpander: SegmentExpander {
    func restart() {}

    func expand(_ piece: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        try body(piece)
    }
}
