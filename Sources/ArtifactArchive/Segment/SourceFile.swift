internal import Digests

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file of the project that is read once, and watched for changes meanwhile.
struct SourceFile {
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

    /// Calls `body` with evenly spread samples of the content, one behind the other.
    ///
    /// - Parameters:
    ///   - count: How many samples there are.
    ///   - sampleBytes: The size of a sample, in bytes.
    ///   - body: Receives them.
    /// - Throws: ``ArchiveError`` of kind `sourceChanged` when the file is shorter by now, and what `body` throws.
    func withSamples<Result>(
        _ count: Int,
        of sampleBytes: Int,
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) throws -> Result {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: count * sampleBytes, alignment: 64)
        defer { buffer.deallocate() }
        for index in 0..<count {
            let offset = off_t(clamping: bytes / UInt64(count) * UInt64(index))
            let sample = UnsafeMutableRawBufferPointer(rebasing: buffer[(index * sampleBytes)...].prefix(sampleBytes))
            guard pread(file.descriptor, sample.baseAddress, sample.count, offset) == sample.count else { throw changed }
        }
        return try body(UnsafeRawBufferPointer(buffer))
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
