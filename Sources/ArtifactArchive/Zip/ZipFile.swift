/// The file of a zip archive, of which only the parts asked for are in memory.
struct ZipFile: Sendable {
    /// The size of the file, in bytes.
    let bytes: UInt64

    private let file: OpenFile

    init(path: String) throws(ArchiveError) {
        file = try OpenFile(reading: path)
        bytes = try file.regularFileBytes()
    }

    /// Reads up to `buffer.count` bytes at `offset`; fewer only at the end of the file.
    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64) throws(ArchiveError) -> Int {
        var filled = 0
        while filled < buffer.count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
            let count = try file.read(into: rest, at: offset + UInt64(filled))
            if count == 0 { break }
            filled += count
        }
        return filled
    }

    /// The bytes of `range`, fewer if the file ends within it.
    func contents(of range: Range<UInt64>) throws(ArchiveError) -> [UInt8] {
        let count = Int(clamping: range.upperBound - range.lowerBound)
        var failure: ArchiveError?
        let contents = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            do throws(ArchiveError) {
                initialized = try read(into: UnsafeMutableRawBufferPointer(buffer), at: range.lowerBound)
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return contents
    }

    /// The last `count` bytes.
    func tail(_ count: UInt64) throws(ArchiveError) -> [UInt8] {
        try contents(of: bytes - min(count, bytes)..<bytes)
    }
}
