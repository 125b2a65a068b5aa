#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The unpacked artifact that `--keep-build` leaves behind.
///
/// Files of packages share their blocks with the store's where the file system can, so that they can be edited; elsewhere they
/// are read-only hard links to them; in a project on another file system than the store, copies. What is in place already stays.
struct BuildTree {
    /// Where a file of the tree comes from.
    struct Source: Sendable {
        /// The file.
        var path: String
        /// Whether it is the store's and stays there, instead of being moved.
        var isShared: Bool
    }

    private let root: String
    private let sources: [String: Source]
    private let directories: Set<String>
    private var placement = FilePlacement()

    private init(_ root: String, _ sources: [String: Source]) {
        self.root = root
        self.sources = sources
        var directories: Set<String> = [""]
        for path in sources.keys {
            var parent = path[...]
            while let slash = parent.utf8.lastIndex(of: UInt8(ascii: "/")) {
                parent = parent[..<slash]
                if !directories.insert(String(parent)).inserted { break }
            }
        }
        self.directories = directories
    }

    /// Makes the tree at `root` consist of `sources`, by their paths in it, and nothing else.
    static func replace(_ root: String, with sources: [String: Source]) throws(BuildFailure) {
        var tree = BuildTree(root, sources)
        let kept = try tree.removeOthers()
        for directory in tree.directories.sorted() {
            let path = directory.isEmpty ? root : "\(root)/\(directory)"
            guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw .cannotCreate(path) }
        }
        for (path, source) in sources where !kept.contains(path) {
            try tree.placement.place(source, at: "\(root)/\(path)")
        }
    }

    /// Removes what does not belong to the tree; returns the files that do and are in place.
    private func removeOthers() throws(BuildFailure) -> Set<String> {
        var status = stat()
        guard lstat(root, &status) == 0 else { return [] }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            try Self.remove(root)
            return []
        }
        var kept: Set<String> = []
        try removeOthers(in: "", &kept)
        return kept
    }

    private func removeOthers(in directory: String, _ kept: inout Set<String>) throws(BuildFailure) {
        let path = directory.isEmpty ? root : "\(root)/\(directory)"
        for name in Self.names(in: path) {
            let inside = directory.isEmpty ? name : "\(directory)/\(name)"
            if directories.contains(inside), Self.isDirectory("\(path)/\(name)") {
                try removeOthers(in: inside, &kept)
            } else if let source = sources[inside], source.isShared, Self.isSame("\(path)/\(name)", source.path) {
                kept.insert(inside)
            } else {
                try Self.remove("\(path)/\(name)")
            }
        }
    }

    private static func isDirectory(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    private static func isSame(_ path: String, _ other: String) -> Bool {
        var (status, otherStatus) = (stat(), stat())
        return lstat(path, &status) == 0 && lstat(other, &otherStatus) == 0 && status.st_ino == otherStatus.st_ino
            && status.st_dev == otherStatus.st_dev
    }

    /// Removes a file, or a directory with all that is in it.
    static func remove(_ path: String) throws(BuildFailure) {
        if unlink(path) == 0 || errno == ENOENT { return }
        guard errno == EISDIR || errno == EPERM else { throw .inputOutput("remove", path) }
        for name in names(in: path) { try remove("\(path)/\(name)") }
        guard rmdir(path) == 0 || errno == ENOENT else { throw .inputOutput("remove", path) }
    }

    private static func names(in path: String) -> [String] {
        guard let directory = opendir(path) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                String(cString: UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self))
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }
}
