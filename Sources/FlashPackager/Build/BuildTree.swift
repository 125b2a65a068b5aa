import ArtifactArchive

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The unpacked artifact that `--keep-build` leaves behind.
enum BuildTree {
    /// Replaces the tree at `path` with the content of the archive.
    static func replace(_ path: String, from archive: String) throws(BuildFailure) {
        do {
            try remove(path)
            guard mkdir(path, 0o755) == 0 else { throw BuildFailure.cannotCreate(path) }
            try ArchiveReader.extract(archive, to: path)
        } catch {
            throw BuildFailure(describing: error)
        }
    }

    private static func remove(_ path: String) throws(BuildFailure) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            guard unlink(path) == 0 else { throw .inputOutput("remove", path) }
            return
        }
        for name in names(in: path) {
            try remove("\(path)/\(name)")
        }
        guard rmdir(path) == 0 else { throw .inputOutput("remove", path) }
    }

    private static func names(in path: String) -> [String] {
        guard let directory = opendir(path) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }
}
