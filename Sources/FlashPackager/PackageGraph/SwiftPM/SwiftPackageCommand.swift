import ManifestGen
import PythonPackaging

/// Runs `swift package` and returns what it prints.
struct SwiftPackageCommand {
    private let executable: String
    private let environment: [String: String]

    /// How long a command may be silent before it is killed, in milliseconds; a large clone prints nothing for long.
    private static let silenceLimit: Int32 = 600_000

    /// Finds `swift` in `PATH`.
    ///
    /// - Throws: ``BuildFailure`` `swift-package` when there is none.
    init(environment: [String: String]) throws(BuildFailure) {
        let searchPath = environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
        guard let executable = ChildProcess.executable(named: "swift", in: searchPath) else {
            throw Self.failure(
                "The project is a Swift package, but there is no `swift` in PATH to describe it.",
                hint: "Install Swift from https://swift.org/install, or put its `usr/bin` in PATH. "
                    + "A project with a main.py needs no Swift."
            )
        }
        self.executable = executable
        self.environment = Self.withoutToolchainLibraries(environment)
    }

    /// Runs `swift package` on the package in `directory`.
    ///
    /// - Parameters:
    ///   - arguments: the subcommand and its options.
    ///   - directory: the absolute path of the directory with `Package.swift`.
    ///   - scratch: where SwiftPM keeps what it needs; the package's own `.build` when absent.
    /// - Returns: the bytes of standard output.
    /// - Throws: ``BuildFailure`` `swift-package` with the words of SwiftPM.
    func run(_ arguments: [String], in directory: String, scratch: String?) throws(BuildFailure) -> [UInt8] {
        let process = ChildProcess(
            executable: executable,
            arguments: ["package", "--package-path", directory]
                + (scratch.map { ["--scratch-path", $0] } ?? []) + arguments,
            environment: environment,
            silenceLimit: Self.silenceLimit
        )
        let command = "`swift package \(arguments.joined(separator: " "))`"
        switch process.run(input: []) {
        case .failure(let error):
            throw Self.failure(
                "\(executable) cannot be started: \(error.message).",
                hint: "Check the `swift` in PATH."
            )
        case .success(let outcome):
            let complaint =
                switch outcome.ending {
                case .exited(0): String?.none
                case .exited(let status): "failed with status \(status)"
                case .signaled(let signal): "was ended by signal \(signal)"
                case .timedOut: "said nothing for \(Self.silenceLimit / 60_000) minutes and was stopped"
                }
            guard let complaint else { return outcome.output }
            let words = Self.quotation(of: outcome.errors)
            throw Self.failure(
                "\(command) \(complaint) in \(directory)" + (words.isEmpty ? "." : ":\n\(words)"),
                hint: "Run \(command) in that directory (\(executable)) and correct what it reports."
            )
        }
    }

    /// Creates the failure of describing a Swift package.
    static func failure(_ message: String, hint: String) -> BuildFailure {
        BuildFailure(.configuration, code: "swift-package", message, hint: hint)
    }

    /// Drops the directories of Swift toolchains from the library search path: SwiftPM adds its own for the sake of
    /// plugins, and another toolchain's `swift` must not load them.
    static func withoutToolchainLibraries(_ inherited: [String: String]) -> [String: String] {
        guard let value = inherited["LD_LIBRARY_PATH"] else { return inherited }
        let kept = value.split(separator: ":").filter { directory in
            let parts = directory.split(separator: "/")
            return !zip(parts, parts.dropFirst()).contains { $0.hasPrefix("lib") && $1.hasPrefix("swift") }
        }
        var environment = inherited
        environment["LD_LIBRARY_PATH"] = kept.isEmpty ? nil : kept.joined(separator: ":")
        return environment
    }

    /// The end of what a command said, without credentials.
    static func quotation(of errors: [UInt8]) -> String {
        String(decoding: errors, as: UTF8.self).split(separator: "\n").suffix(20).joined(separator: "\n")
            .redactingCredentials
    }
}
