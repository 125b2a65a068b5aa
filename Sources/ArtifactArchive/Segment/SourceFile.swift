internal import Digests

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file of the project that is read once, and watched for changes meanwhile.
struct SourceFile: DeflateData {
    /// The size when the file was opened, in bytes.
    let bytes: UInt64

    private let file: OpenFile
    private let stamp: Stamp

    private struct Stamp: Equatable {
        var bytes: Int64
        var seconds: Int
        var nanoseconds: Int

        init(of file: OpenFile) throws(ArchiveError) {
            var status = stat()
            guard fstat(file.descriptor, &status) == 0 else {
                throw ArchiveError.system("cannot examine the file", file.path)
            }
            bytes = Int64(status.st_size)
            #if canImport(Darwin)
                let time = status.st_mtimespec
            #else
                let time = status.st_mtim
            #endif
            seconds = time.tv_sec
            nanoseconds = time.tv_nsec
        }
    }

    init(path: String) throws(ArchiveError) {
        file = try OpenFile(reading: path)
        bytes = try file.regularFileBytes()
        stamp = try Stamp(of: file)
    }

    /// Calls `body` with the content in pieces and returns its digest; exactly ``bytes`` bytes, or an error.
    func read(_ body: (UnsafeRawBufferPointer) throws -> Void) throws -> SHA256Digest {
        // One byte more than expected tells that the file has not grown.
        let room = Int(min(UInt64(Self.pieceBytes), bytes &+ 1))
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: room, alignment: 64)
        defer { buffer.deallocate() }
        var hasher = SHA256Hasher()
        var rest = bytes
        while true {
            let count = try fill(buffer)
            guard count <= rest else { throw changed }
            rest -= UInt64(count)
            let piece = UnsafeRawBufferPointer(rebasing: buffer[..<count])
            hasher.update(piece)
            if count > 0 { try body(piece) }
            if count < buffer.count { break }
        }
        guard rest == 0 else { throw changed }
        guard try Stamp(of: file) == stamp else { throw changed }
        return hasher.finalize()
    }

    /// Calls `body` with a range of the content.
    ///
    /// - Throws: ``ArchiveError`` of kind `sourceChanged` when the file is shorter by now, and what `body` throws.
    func forEachPiece(of range: Range<UInt64>, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: range.count, alignment: 64)
        defer { buffer.deallocate() }
        let count = pread(file.descriptor, buffer.baseAddress, buffer.count, off_t(clamping: range.lowerBound))
        guard count == buffer.count else { throw changed }
        try body(UnsafeRawBufferPointer(buffer))
    }

    private static let pieceBytes = 256 << 10

    /// Reads until `buffer` is full or the file ends, so that pieces are the same every time.
    private func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(ArchiveError) -> Int {
        var filled = 0
        while filled < buffer.count {
            let count = try file.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
            if count == 0 { break }
            filled += count
        }
        return filled
    }

    private var changed: ArchiveError {
        ArchiveError(.sourceChanged, file: file.path, "the file changed while it was read")
    }
}
