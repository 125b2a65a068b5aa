internal import CSystem

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// An open file descriptor that is closed when the object goes.
final class OpenFile: Sendable {
    let path: String
    let descriptor: Int32

    /// Opens a file for reading, without waiting should it be a pipe.
    init(reading path: String) throws(ArchiveError) {
        self.path = path
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw ArchiveError.system("cannot open the file", path) }
    }

    /// Creates or empties a file for writing.
    init(writing path: String) throws(ArchiveError) {
        self.path = path
        descriptor = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw ArchiveError.system("cannot create the file", path) }
    }

    /// Opens a file of the user's for reading and writing, and does not follow a link.
    init(updating path: String) throws(ArchiveError) {
        self.path = path
        descriptor = open(path, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw ArchiveError.system("cannot open the file", path) }
    }

    /// Creates a file that must not exist yet.
    init(creating path: String, mode: mode_t) throws(ArchiveError) {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw ArchiveError.system("cannot create the file", path) }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Returns the file's size in bytes; an error unless it is a regular file.
    func regularFileBytes() throws(ArchiveError) -> UInt64 {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw ArchiveError.system("cannot examine the file", path) }
        guard status.st_mode & S_IFMT == S_IFREG, let bytes = UInt64(exactly: status.st_size) else {
            throw ArchiveError(.inputOutput, file: path, "not a regular file")
        }
        return bytes
    }

    /// The number of names the file has.
    func linkCount() throws(ArchiveError) -> UInt64 {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw ArchiveError.system("cannot examine the file", path) }
        return UInt64(status.st_nlink)
    }

    /// Reads up to `buffer.count` bytes at the current position; 0 at the end of the file.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(ArchiveError) -> Int {
        while true {
            #if canImport(Glibc)
                let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            #else
                let count = Darwin.read(descriptor, buffer.baseAddress, buffer.count)
            #endif
            if count >= 0 { return count }
            guard errno == EINTR else { throw ArchiveError.system("cannot read the file", path) }
        }
    }

    /// Reads up to `buffer.count` bytes at `offset`; 0 at the end of the file.
    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64) throws(ArchiveError) -> Int {
        guard let offset = off_t(exactly: offset) else { return 0 }
        while true {
            let count = pread(descriptor, buffer.baseAddress, buffer.count, offset)
            if count >= 0 { return count }
            guard errno == EINTR else { throw ArchiveError.system("cannot read the file", path) }
        }
    }

    /// Cuts the file off after its first `bytes` bytes, where writing goes on.
    func shorten(to bytes: UInt64) throws(ArchiveError) {
        let end = off_t(clamping: bytes)
        guard ftruncate(descriptor, end) == 0, lseek(descriptor, end, SEEK_SET) == end else {
            throw ArchiveError.system("cannot shorten the file", path)
        }
    }

    /// Lets the system begin to bring what was written to disk, so that waiting for it later takes less time.
    func startWriting() {
        flash_start_writing(descriptor)
    }

    /// Writes all of `bytes` at the current position.
    func write(_ bytes: UnsafeRawBufferPointer) throws(ArchiveError) {
        var rest = bytes
        while !rest.isEmpty {
            #if canImport(Glibc)
                let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
            #else
                let count = Darwin.write(descriptor, rest.baseAddress, rest.count)
            #endif
            if count > 0 {
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            } else if errno != EINTR {
                throw ArchiveError.system("cannot write the file", path)
            }
        }
    }
}

extension ArchiveError {
    /// The failure of the system call just made, told by `errno`.
    static func system(_ action: String, _ path: String) -> ArchiveError {
        let reason = String(cString: strerror(errno))
        return ArchiveError(.inputOutput, file: path, "\(action): \(reason)")
    }
}
