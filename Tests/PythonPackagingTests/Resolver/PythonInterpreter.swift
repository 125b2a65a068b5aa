import Foundation

/// The Python interpreters of this machine.
enum PythonInterpreter {
    /// Returns the path of the first interpreter found, on the search path or among those of pyenv.
    static func find(_ versions: [String]) -> String? {
        let environment = ProcessInfo.processInfo.environment
        let home = environment["PYENV_ROOT"] ?? "\(environment["HOME"] ?? "")/.pyenv"
        let installed = (try? FileManager.default.contentsOfDirectory(atPath: "\(home)/versions")) ?? []
        let directories = (environment["PATH"] ?? "").split(separator: ":").map(String.init)
        for version in versions {
            var candidates = directories.map { "\($0)/python\(version)" }
            candidates += installed.filter { $0.hasPrefix("\(version).") }.sorted()
                .map { "\(home)/versions/\($0)/bin/python3" }
            // A shim of pyenv may stand for a version that is not selected.
            if let found = candidates.first(where: { (try? run($0, ["-c", ""]).status) == 0 }) { return found }
        }
        return nil
    }

    /// Runs an interpreter and returns its exit status and standard output.
    static func run(_ path: String, _ arguments: [String]) throws -> (status: Int32, output: Data) {
        guard FileManager.default.isExecutableFile(atPath: path) else { return (127, Data()) }
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, output)
    }
}
