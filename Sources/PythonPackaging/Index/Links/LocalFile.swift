import Digests

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A regular file, told from other content at the same path by its size and times as git's index does.
struct LocalFile {
    let path: String
    let bytes: UInt64
    private let inode: UInt64
    private let modified: Int64
    private let changed: Int64

    /// Looks at the file at `path`; `nil` when there is none, with the reason in `errno`.
    init?(at path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        guard status.st_mode & S_IFMT == S_IFREG else {
            errno = status.st_mode & S_IFMT == S_IFDIR ? EISDIR : EINVAL
            return nil
        }
        #if canImport(Darwin)
            let (modified, changed) = (status.st_mtimespec, status.st_ctimespec)
        #else
            let (modified, changed) = (status.st_mtim, status.st_ctim)
        #endif
        self.path = path
        bytes = UInt64(clamping: status.st_size)
        inode = UInt64(status.st_ino)
        self.modified = Int64(modified.tv_sec) &* 1_000_000_000 &+ Int64(modified.tv_nsec)
        self.changed = Int64(changed.tv_sec) &* 1_000_000_000 &+ Int64(changed.tv_nsec)
    }

    /// Names path and state.
    var identity: SHA256Digest {
        SHA256Digest(of: "\(path)\n\(bytes) \(inode) \(modified) \(changed)")
    }

    /// Whether another content would show in ``identity``: within two seconds it may not (https://git-scm.com/docs/racy-git).
    var isSettled: Bool {
        max(modified, changed) / 1_000_000_000 + 2 < Int64(time(nil))
    }

    /// Reads the file in pieces; returns whether all of it was read, with the reason in `errno` otherwise.
    func read(_ sink: (UnsafeRawBufferPointer) throws -> Void) rethrows -> Bool {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
        defer { buffer.deallocate() }
        while true {
            #if canImport(Glibc)
                let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            #else
                let count = Darwin.read(descriptor, buffer.baseAddress, buffer.count)
            #endif
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { return false }
            if count == 0 { return true }
            try sink(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
    }

    /// The whole content; `nil` when it cannot be read.
    func contents() -> [UInt8]? {
        var content: [UInt8] = []
        return read { content.append(contentsOf: $0) } ? content : nil
    }
}
