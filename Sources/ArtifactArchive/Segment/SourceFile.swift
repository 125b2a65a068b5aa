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
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 64)
        defer { buffer.deallocate() }
        var hasher = SHA256Hasher()
        var rest = bytes
        while true {
            let count = try file.read(into: buffer)
            guard count <= rest, count > 0 || rest == 0 else { throw changed }
            if count == 0 { break }
            rest -= UInt64(count)
            let piece = UnsafeRawBufferPointer(rebasing: buffer[..<count])
            hasher.update(piece)
            try body(piece)
        }
        guard try Stamp(of: file) == stamp else { throw changed }
        return hasher.finalize()
    }

    private var changed: ArchiveError {
        ArchiveError(.sourceChanged, file: file.path, "the file changed while it was read")
    }
}
