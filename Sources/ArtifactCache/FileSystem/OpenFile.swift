import CSystem
import Digests

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// An open file that closes itself.
final class OpenFile: Sendable {
    let path: String
    let descriptor: Int32

    /// Opens `path`; child processes do not inherit the descriptor.
    init(_ path: String, _ flags: Int32, mode: mode_t = 0o600) throws(StoreError) {
        var opened: Int32
        repeat {
            opened = open(path, flags | O_CLOEXEC, mode)
        } while opened < 0 && errno == EINTR
        guard opened >= 0 else { throw .system("open the file", path) }
        descriptor = opened
        self.path = path
    }

    deinit {
        // A child process that is just being started may hold a copy of the descriptor, which closing would not unlock.
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }

    /// Opens `path` for reading; `nil` when there is no such file.
    static func reading(_ path: String) throws(StoreError) -> OpenFile? {
        do {
            return try OpenFile(path, O_RDONLY)
        } catch  where error.errno == ENOENT {
            return nil
        }
    }

    /// The file's status.
    func status() throws(StoreError) -> FileStatus {
        var raw = stat()
        guard fstat(descriptor, &raw) == 0 else { throw .system("read the status", path) }
        return FileStatus(raw)
    }

    /// Writes all of `bytes` at the current position.
    func write(_ bytes: UnsafeRawBufferPointer) throws(StoreError) {
        guard let base = bytes.baseAddress else { return }
        var written = 0
        while written < bytes.count {
            let count = systemWrite(descriptor, base + written, bytes.count - written)
            if count < 0 {
                if errno == EINTR { continue }
                throw .system("write", path)
            }
            guard count > 0 else { throw .system("write", path, code: ENOSPC) }
            written += count
        }
    }

    /// Reads into `buffer` until it is full or the file ends; returns the number of bytes read.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(StoreError) -> Int {
        guard let base = buffer.baseAddress else { return 0 }
        var filled = 0
        while filled < buffer.count {
            let count = systemRead(descriptor, base + filled, buffer.count - filled)
            if count < 0 {
                if errno == EINTR { continue }
                throw .system("read", path)
            }
            if count == 0 { break }
            filled += count
        }
        return filled
    }

    /// Writes all of `bytes` at the current position.
    func write(_ bytes: [UInt8]) throws(StoreError) {
        try bytes.withUnsafeBufferPointer { (bytes) throws(StoreError) in try write(UnsafeRawBufferPointer(bytes)) }
    }

    /// The content of the file, or its first `limit` bytes.
    func contents(limit: Int = .max) throws(StoreError) -> [UInt8] {
        let size = min(limit, Int(clamping: try status().bytes))
        var bytes = [UInt8](repeating: 0, count: size)
        let count = try bytes.withUnsafeMutableBufferPointer { (buffer) throws(StoreError) in
            try read(into: UnsafeMutableRawBufferPointer(buffer))
        }
        return count == size ? bytes : Array(bytes.prefix(count))
    }

    /// The digest and the size of the file from the current position, read piece by piece through `buffer`.
    func digest(_ buffer: inout [UInt8]) throws(StoreError) -> (SHA256Digest, UInt64) {
        var hasher = SHA256Hasher()
        var bytes: UInt64 = 0
        while true {
            let count = try buffer.withUnsafeMutableBufferPointer { (buffer) throws(StoreError) in
                let count = try read(into: UnsafeMutableRawBufferPointer(buffer))
                hasher.update(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<count]))
                return count
            }
            guard count > 0 else { return (hasher.finalize(), bytes) }
            bytes += UInt64(count)
        }
    }

    /// Sets the time of the last modification, in seconds since 1970, if the system lets us.
    func setModified(_ time: Int64) {
        let time = timespec(tv_sec: Int(time), tv_nsec: 0)
        _ = [time, time].withUnsafeBufferPointer { futimens(descriptor, $0.baseAddress) }
    }

    /// Lets the system begin to bring what was written to disk, so that waiting for it later takes less time.
    func startWriting() { flash_start_writing(descriptor) }

    /// Makes the file's content survive a power cut.
    func synchronize() throws(StoreError) {
        #if canImport(Darwin)
            // fsync(2) on Darwin leaves the drive's own cache unwritten.
            if fcntl(descriptor, F_FULLFSYNC) == 0 { return }
        #endif
        guard fsync(descriptor) == 0 else { throw .system("synchronize to disk", path) }
    }

    /// Makes everything written to the file's file system survive a power cut.
    func synchronizeFileSystem() throws(StoreError) {
        guard flash_synchronize_file_system(descriptor) == 0 else { throw .system("synchronize to disk", path) }
    }

    /// Takes the exclusive advisory lock of the file; the kernel releases it when the file closes or the process dies.
    ///
    /// With `wait` the call returns once the lock is obtained; without, it returns false at once if another holds it.
    func lock(wait: Bool) throws(StoreError) -> Bool {
        while flock(descriptor, wait ? LOCK_EX : LOCK_EX | LOCK_NB) != 0 {
            switch errno {
            case EINTR: continue
            case EWOULDBLOCK: return false
            case ENOLCK, EOPNOTSUPP, ENOSYS, EINVAL:
                let code = errno
                throw StoreError(
                    kind: .lockingUnsupported,
                    path: path,
                    message: "cannot lock the file: \(StoreError.text(of: code))",
                    errno: code
                )
            default: throw .system("lock the file", path)
            }
        }
        return true
    }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int {
    write(descriptor, bytes, count)
}

private func systemRead(_ descriptor: Int32, _ bytes: UnsafeMutableRawPointer, _ count: Int) -> Int {
    read(descriptor, bytes, count)
}
