#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Reads a file that is still being written, as far as it is.
struct WrittenReader: ~Copyable {
    private let file: OpenFile
    private let progress: CopyProgress
    private let buffer: UnsafeMutableRawBufferPointer
    private var written: UInt64 = 0

    init(_ file: OpenFile, _ progress: CopyProgress) {
        self.file = file
        self.progress = progress
        buffer = .allocate(byteCount: 256 << 10, alignment: 64)
    }

    deinit { buffer.deallocate() }

    /// Calls `body` with `count` bytes from `offset` on, in pieces, waiting for them where necessary.
    mutating func read(
        _ offset: UInt64,
        _ count: UInt64,
        _ body: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        var position = offset
        let end = offset + count
        while position < end {
            let received = try read(into: buffer, at: position, before: end)
            try body(UnsafeRawBufferPointer(rebasing: buffer[..<received]))
            position += UInt64(received)
        }
    }

    /// Reads some bytes from `position` on, waiting for them where necessary; 0 bytes from `end` on.
    mutating func read(
        into buffer: UnsafeMutableRawBufferPointer,
        at position: UInt64,
        before end: UInt64
    ) throws -> Int {
        guard position < end else { return 0 }
        if written <= position { written = try progress.wait(for: position) }
        let wanted = Int(min(UInt64(buffer.count), min(end, written) - position))
        while true {
            let received = pread(file.descriptor, buffer.baseAddress, wanted, off_t(position))
            if received > 0 { return received }
            guard received != 0 else {
                throw ArchiveError(.sourceChanged, file: file.path, "the file was shortened while it was written")
            }
            guard errno == EINTR else { throw ArchiveError.system("cannot read back the file", file.path) }
        }
    }
}
