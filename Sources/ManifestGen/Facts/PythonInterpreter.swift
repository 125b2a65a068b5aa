#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Finds the Python interpreter that reads the sources.
struct PythonInterpreter {
    /// The path of the executable.
    let path: String

    /// Finds the interpreter: the one named, else `FLASH_PYTHON`, else `python3` in `PATH`.
    init(explicit: String?, environment: [String: String]) throws(ScanError) {
        let named = [explicit, environment["FLASH_PYTHON"]].compactMap { $0 }.first { !$0.isEmpty }
        let name = named ?? "python3"
        let searchPath = environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
        guard let found = Self.executable(named: name, in: searchPath) else {
            throw ScanError(
                .interpreterNotFound,
                "the Python interpreter '\(name)' was not found",
                hint: named == nil
                    ? "install Python 3.8 or newer, or name an interpreter with FLASH_PYTHON"
                    : "check FLASH_PYTHON or the option that names the interpreter"
            )
        }
        path = found
    }

    private static func executable(named name: String, in searchPath: String) -> String? {
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
