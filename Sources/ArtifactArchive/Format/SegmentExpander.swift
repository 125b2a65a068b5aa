/// Turns the bytes of segments back into the tar members they hold.
protocol SegmentExpander: AnyObject {
    /// Fills a buffer with the bytes that follow and returns how many they are; 0 at the end of the segment.
    typealias Source = (UnsafeMutableRawBufferPointer) throws -> Int

    /// Reads one whole segment.
    ///
    /// - Parameters:
    ///   - source: The bytes of the segment.
    ///   - body: Receives the tar members in pieces.
    /// - Throws: ``ArchiveError`` of kind `malformed` or `truncated` when the bytes are no segment of this format, and
    ///   what `source` and `body` throw.
    func expand(from source: Source, _ body: (UnsafeRawBufferPointer) throws -> Void) throws
}

/// Segments that are DEFLATE data, open at its end.
final class DeflateExpander: SegmentExpander {
    private let inflater = Inflater()

    func expand(from source: Source, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        _ = try inflater.run(to: .openBlock, from: source, body)
    }
}

/// Segments that are the tar members themselves.
final class PlainExpander: SegmentExpander {
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 64)

    deinit { buffer.deallocate() }

    func expand(from source: Source, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        while case let count = try source(buffer), count > 0 {
            try body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
    }
}
