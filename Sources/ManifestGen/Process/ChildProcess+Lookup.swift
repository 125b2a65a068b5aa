#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

extension ChildProcess {
    /// Finds the program a name stands for: a path as it is, anything else in the directories of a search path.
    ///
    /// - Parameters:
    ///   - name: a file name, or a path that contains a slash.
    ///   - searchPath: directories separated by colons, as in `PATH`.
    /// - Returns: the path of a regular file that may be executed, or `nil`.
    package static func executable(named name: String, in searchPath: String) -> String? {
        if name.contains("/") {
            return isExecutable(name) ? name : nil
        }
        for folder in searchPath.split(separator: ":") {
            let candidate = "\(folder)/\(name)"
            if isExecutable(candidate) { return candidate }
        }
        return nil
    }

    private static func isExecutable(_ path: String) -> Bool {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return false }
        return access(path, X_OK) == 0
    }
}
