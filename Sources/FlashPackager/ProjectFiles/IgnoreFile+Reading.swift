#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension IgnoreFile {
    /// The largest ignore file that is read, in bytes.
    static let maximumBytes = 1 << 20

    /// Reads an ignore file.
    ///
    /// - Parameters:
    ///   - absolutePath: where the file is; a symbolic link is followed.
    ///   - path: its path relative to the project directory, for reports.
    /// - Throws: ``ProjectWalkError`` when it is unreadable, not a regular file, or too large.
    init(absolutePath: String, path: String) throws(ProjectWalkError) {
        let descriptor = open(absolutePath, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw ProjectWalkError(.unreadable(reason: String(cString: strerror(errno))), path: absolutePath)
        }
        defer { close(descriptor) }
        guard FileStatus(of: descriptor)?.kind == .file else {
            throw ProjectWalkError(.ignoreFileNotRegular, path: absolutePath)
        }
        var content: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16 << 10)
        while true {
            let count = read(descriptor, &chunk, chunk.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else {
                throw ProjectWalkError(.unreadable(reason: String(cString: strerror(errno))), path: absolutePath)
            }
            if count == 0 { break }
            content += chunk[..<count]
            guard content.count <= Self.maximumBytes else {
                throw ProjectWalkError(.ignoreFileTooLarge(limit: Self.maximumBytes), path: absolutePath)
            }
        }
        self.init(path: path, content: content)
    }
}
