#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What stat(2) says about a file.
struct FileStatus {
    let bytes: UInt64
    let inode: UInt64
    /// Seconds since 1970.
    let modified: Int64
    /// When the file was last renamed or otherwise changed, in seconds since 1970.
    let changed: Int64
    let isRegularFile: Bool
    let isDirectory: Bool

    init(_ raw: stat) {
        bytes = UInt64(clamping: raw.st_size)
        inode = UInt64(raw.st_ino)
        #if canImport(Darwin)
            modified = Int64(raw.st_mtimespec.tv_sec)
            changed = Int64(raw.st_ctimespec.tv_sec)
        #else
            modified = Int64(raw.st_mtim.tv_sec)
            changed = Int64(raw.st_ctim.tv_sec)
        #endif
        isRegularFile = raw.st_mode & S_IFMT == S_IFREG
        isDirectory = raw.st_mode & S_IFMT == S_IFDIR
    }

    /// Looks at `path` without following a symbolic link; `nil` when nothing is there.
    static func at(_ path: String) throws(StoreError) -> FileStatus? {
        var raw = stat()
        if lstat(path, &raw) == 0 { return FileStatus(raw) }
        guard errno == ENOENT else { throw .system("read the status", path) }
        return nil
    }
}
