#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A directory opened for listing, closed when the value goes away.
struct OpenDirectory: ~Copyable {
    #if canImport(Darwin)
        private typealias Stream = UnsafeMutablePointer<DIR>
    #else
        private typealias Stream = OpaquePointer
    #endif

    private let stream: Stream

    /// Opens the directory at `path`.
    init(path: String) throws(ProjectWalkError) {
        guard let stream = opendir(path) else {
            throw ProjectWalkError(.unreadable(reason: String(cString: strerror(errno))), path: path)
        }
        self.stream = stream
        self.path = path
    }

    deinit {
        closedir(stream)
    }

    /// The path the directory was opened at.
    let path: String

    /// The descriptor that names are relative to.
    var descriptor: CInt { dirfd(stream) }

    /// Reads all names but `.` and `..`, in the file system's order, giving up beyond `limit`.
    func names(limit: Int) throws(ProjectWalkError) -> [[UInt8]] {
        var names: [[UInt8]] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else { break }
            guard let offset = MemoryLayout<dirent>.offset(of: \.d_name) else { break }
            let start = UnsafeRawPointer(entry) + offset
            let length = strlen(start.assumingMemoryBound(to: CChar.self))
            let name = Array(UnsafeRawBufferPointer(start: start, count: length))
            if name == [UInt8(ascii: ".")] || name == [UInt8(ascii: "."), UInt8(ascii: ".")] { continue }
            guard names.count < limit else { throw ProjectWalkError(.tooManyEntries(limit: limit), path: path) }
            names.append(name)
        }
        guard errno == 0 else {
            throw ProjectWalkError(.unreadable(reason: String(cString: strerror(errno))), path: path)
        }
        return names
    }
}
