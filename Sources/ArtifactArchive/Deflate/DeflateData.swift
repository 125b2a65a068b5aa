/// A raw DEFLATE stream, or content that is stored, that can be read from any place more than once.
protocol DeflateData {
    /// The size, in bytes.
    var bytes: UInt64 { get }

    /// Calls `body` with `range` of the data, in pieces.
    func forEachPiece(of range: Range<UInt64>, _ body: (UnsafeRawBufferPointer) throws -> Void) throws
}

extension DeflateData {
    /// Calls `body` with all of the data, in pieces.
    func forEachPiece(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        try forEachPiece(of: 0..<bytes, body)
    }

    /// The byte at `position`.
    func byte(at position: UInt64) throws -> UInt8 {
        var found: UInt8?
        try forEachPiece(of: position..<position + 1) { found = $0.first }
        guard let found else { throw ArchiveError(.truncated, "the DEFLATE stream is cut off") }
        return found
    }
}

extension UnsafeRawBufferPointer: DeflateData {
    var bytes: UInt64 { UInt64(count) }

    func forEachPiece(of range: Range<UInt64>, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        guard !range.isEmpty else { return }
        try body(UnsafeRawBufferPointer(rebasing: self[Int(range.lowerBound)..<Int(range.upperBound)]))
    }
}
