#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Tells whether a directory holds Python at all.
enum PythonSearch {
    /// Whether a `.py` file lies anywhere below `directory`, an absolute path; git's and SwiftPM's own directories do
    /// not count, and links are not followed, since what they lead to in the same directory is found there.
    static func finds(in directory: String) throws(ProjectWalkError) -> Bool {
        var waiting = [directory]
        while let directory = waiting.popLast() {
            for bytes in try OpenDirectory(path: directory).names(limit: 1_000_000) {
                let name = String(decoding: bytes, as: UTF8.self)
                if name.hasSuffix(".py") { return true }
                if name == ".git" || name == ".build" { continue }
                var status = stat()
                let path = directory + "/" + name
                if lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { waiting.append(path) }
            }
        }
        return false
    }
}
