/// The data of an entry as the archive holds it, read piece by piece.
struct ZipData: DeflateData {
    /// The size of the data, in bytes.
    let bytes: UInt64

    /// Whole stored blocks, so that content is stored in as few as it can be.
    private static let pieceBytes = 4 * DeflateSplice.storedBlockBytes

    private let file: ZipFile
    private let offset: UInt64

    init(_ file: ZipFile, offset: UInt64, bytes: UInt64) {
        self.file = file
        self.offset = offset
        self.bytes = bytes
    }

    /// Reads what lies `position` bytes from the start; 0 bytes at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer, at position: UInt64) throws(ArchiveError) -> Int {
        let wanted = Int(clamping: min(UInt64(buffer.count), bytes - min(position, bytes)))
        guard wanted > 0 else { return 0 }
        let count = try file.read(
            into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted]),
            at: offset + position
        )
        guard count == wanted else { throw ArchiveError(.sourceChanged, "the archive was shortened while it was read") }
        return count
    }

    /// The data as a whole.
    func contents() throws(ArchiveError) -> [UInt8] {
        let contents = try file.contents(of: offset..<offset + bytes)
        guard UInt64(contents.count) == bytes else {
            throw ArchiveError(.sourceChanged, "the archive was shortened while it was read")
        }
        return contents
    }

    /// Calls `body` with `range` of the data, in pieces.
    func forEachPiece(of range: Range<UInt64>, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        guard !range.isEmpty else { return }
        let buffer = UnsafeMutableRawBufferPointer.allocate(
            byteCount: min(Self.pieceBytes, Int(clamping: range.upperBound - range.lowerBound)),
            alignment: 64
        )
        defer { buffer.deallocate() }
        var position = range.lowerBound
        while position < range.upperBound {
            let room = UnsafeMutableRawBufferPointer(
                rebasing: buffer.prefix(Int(clamping: range.upperBound - position))
            )
            let count = try read(into: room, at: position)
            guard count > 0 else { throw ArchiveError(.truncated, "the entry's data is cut off") }
            try body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            position += UInt64(count)
        }
    }
}
