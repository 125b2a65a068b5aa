/// Finds the Python interpreter that reads the sources.
struct PythonInterpreter {
    /// The path of the executable.
    let path: String

    /// Finds the interpreter: the one named, else `FLASH_PYTHON`, else `python3` in `PATH`.
    init(explicit: String?, environment: [String: String]) throws(ScanError) {
        let named = [explicit, environment["FLASH_PYTHON"]].compactMap { $0 }.first { !$0.isEmpty }
        let name = named ?? "python3"
        let searchPath = environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
        guard let found = ChildProcess.executable(named: name, in: searchPath) else {
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
}
