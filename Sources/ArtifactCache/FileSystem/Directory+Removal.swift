#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension Directory {
    /// Removes a file or a directory with all that is in it; nothing happens when there is none.
    static func removeTree(_ path: String) throws(StoreError) {
        if unlink(path) == 0 || errno == ENOENT { return }
        // unlink(2) of a directory fails with EISDIR on Linux and EPERM elsewhere.
        guard errno == EISDIR || errno == EPERM else { throw .system("remove", path) }
        for name in try names(in: path) { try removeTree("\(path)/\(name)") }
        guard rmdir(path) == 0 || errno == ENOENT else { throw .system("remove the directory", path) }
    }
}
