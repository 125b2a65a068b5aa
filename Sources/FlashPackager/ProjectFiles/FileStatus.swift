#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What `stat(2)` tells about a path.
struct FileStatus: Hashable, Sendable {
    /// The kinds of directory entries.
    enum Kind: Hashable, Sendable {
        case file
        case directory
        case symbolicLink
        case special(ExclusionReason.SpecialFileKind)
    }

    /// Identifies a directory however it was reached.
    struct Identity: Hashable, Sendable {
        var device: UInt64
        var inode: UInt64
    }

    var kind: Kind
    var bytes: UInt64
    var isExecutable: Bool
    var modified: Int64
    var changed: Int64
    var identity: Identity

    /// Reads the status of `name` inside an open directory; `nil`, with `errno` set, on failure.
    init?(of name: [UInt8], in directory: CInt, followingLink: Bool) {
        var status = stat()
        let result = withUnsafeTemporaryAllocation(of: CChar.self, capacity: name.count + 1) { text in
            for (index, byte) in name.enumerated() { text[index] = CChar(bitPattern: byte) }
            text[name.count] = 0
            return fstatat(directory, text.baseAddress!, &status, followingLink ? 0 : AT_SYMLINK_NOFOLLOW)
        }
        guard result == 0 else { return nil }
        self.init(status)
    }

    /// Reads the status of an open file; `nil`, with `errno` set, on failure.
    init?(of descriptor: CInt) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return nil }
        self.init(status)
    }

    private init(_ status: stat) {
        kind =
            switch status.st_mode & S_IFMT {
            case S_IFREG: .file
            case S_IFDIR: .directory
            case S_IFLNK: .symbolicLink
            case S_IFIFO: .special(.fifo)
            case S_IFSOCK: .special(.socket)
            default: .special(.device)
            }
        bytes = UInt64(clamping: status.st_size)
        isExecutable = status.st_mode & S_IXUSR != 0
        identity = Identity(device: UInt64(truncatingIfNeeded: status.st_dev), inode: UInt64(status.st_ino))
        #if canImport(Darwin)
            modified = Self.nanoseconds(status.st_mtimespec)
            changed = Self.nanoseconds(status.st_ctimespec)
        #else
            modified = Self.nanoseconds(status.st_mtim)
            changed = Self.nanoseconds(status.st_ctim)
        #endif
    }

    private static func nanoseconds(_ time: timespec) -> Int64 {
        Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }
}
