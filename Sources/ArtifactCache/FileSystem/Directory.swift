#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Operations on directories and on the names inside them.
enum Directory {
    /// Creates `path` and its missing parents, readable for the user alone.
    static func create(_ path: String) throws(StoreError) {
        if mkdir(path, 0o700) == 0 { return }
        switch errno {
        case EEXIST:
            var raw = stat()
            guard stat(path, &raw) == 0 else { throw .system("create the directory", path) }
            guard FileStatus(raw).isDirectory else { throw .system("create the directory", path, code: ENOTDIR) }
        case ENOENT:
            let parent = parent(of: path)
            guard parent != path else { throw .system("create the directory", path) }
            try create(parent)
            if mkdir(path, 0o700) != 0 && errno != EEXIST { throw .system("create the directory", path) }
        default:
            throw .system("create the directory", path)
        }
    }

    /// The names inside `path`, sorted; empty when there is no such directory.
    static func names(in path: String) throws(StoreError) -> [String] {
        guard let stream = opendir(path) else {
            if errno == ENOENT || errno == ENOTDIR { return [] }
            throw .system("list the directory", path)
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                String(cString: UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self))
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// Makes the names inside `path` survive a power cut.
    static func synchronize(_ path: String) throws(StoreError) {
        let directory = try OpenFile(path, O_RDONLY | O_DIRECTORY)
        // Some file systems have nothing to synchronize for a directory and say so with EINVAL (fsync(2)).
        if fsync(directory.descriptor) != 0 && errno != EINVAL && errno != EOPNOTSUPP {
            throw .system("synchronize the directory to disk", path)
        }
    }

    /// Renames a file, replacing what is at `destination`; returns whether there was a file to rename.
    @discardableResult
    static func move(_ source: String, to destination: String) throws(StoreError) -> Bool {
        if rename(source, destination) == 0 { return true }
        if errno == ENOENT { return false }
        throw .system("rename to \(destination)", source)
    }

    /// Removes a file; returns whether there was one.
    @discardableResult
    static func remove(_ path: String) throws(StoreError) -> Bool {
        if unlink(path) == 0 { return true }
        if errno == ENOENT { return false }
        throw .system("remove the file", path)
    }

    /// The directory that holds `path`.
    static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// The last component of `path`.
    static func name(of path: String) -> String {
        String(path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...])
    }

    /// `path` from the root of the file system, without slashes at its end.
    static func absolute(_ path: String) throws(StoreError) -> String {
        var absolute = path
        if !path.hasPrefix("/") {
            guard let current = getcwd(nil, 0) else { throw .system("find the current directory", ".") }
            absolute = String(cString: current) + "/" + path
            free(current)
        }
        while absolute.count > 1 && absolute.hasSuffix("/") { absolute.removeLast() }
        return absolute
    }
}
