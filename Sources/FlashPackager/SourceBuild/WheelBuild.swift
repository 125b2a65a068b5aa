import ManifestGen
import PythonPackaging

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Runs the build of a source (PEP 517) with a Python's own pip, isolated from the project and the user's settings.
struct WheelBuild: Sendable {
    let python: LocalPython
    /// Where the build finds what it requires itself.
    let sources: IndexSources
    let isOffline: Bool
    let environment: [String: String]
    let control: ChildControl

    /// How long a build may take when `FLASH_BUILD_TIMEOUT` does not say, in seconds.
    static let defaultTimeLimit: Int64 = 900
    /// How much of what a build prints is kept, in bytes.
    private static let outputLimit = 256 << 10
    /// How many lines of it a failure quotes.
    private static let quotedLines = 25

    /// Builds the source at a path.
    ///
    /// - Parameters:
    ///   - source: the absolute path of a directory.
    ///   - label: how messages name the source.
    ///   - scratch: a directory for everything the build writes.
    /// - Returns: the paths of the wheels.
    /// - Throws: `source-build` with the end of what the build printed.
    func run(_ source: String, label: String, in scratch: String) throws(BuildFailure) -> [String] {
        let output = "\(scratch)/wheels"
        for folder in [output, "\(scratch)/home", "\(scratch)/tmp"] {
            do {
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            } catch {
                throw .cannotCreate(folder)
            }
        }
        var process = ChildProcess(
            executable: python.path,
            arguments: [
                "-I", "-m", "pip", "wheel", "--no-deps", "--use-pep517", "--no-input", "--no-color", "--progress-bar",
                "off",
                "--disable-pip-version-check", "--ignore-requires-python", "--wheel-dir", output,
            ] + findLinks + [source],
            environment: variables(scratch),
            silenceLimit: Int32(clamping: timeLimit * 1000)
        )
        process.timeLimit = timeLimit * 1000
        process.outputLimit = Self.outputLimit
        process.control = control
        switch process.run(input: []) {
        case .failure(let error):
            throw BuildFailure(
                .configuration,
                code: "no-build-python",
                "\(python.path) cannot be started: \(error.message)."
            )
        case .success(let outcome):
            if control.isEnded { throw BuildFailure(describing: CancellationError()) }
            guard outcome.ending == .exited(0) else { throw failure(outcome, label) }
        }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: output)) ?? []
        return names.filter { $0.hasSuffix(".whl") }.sorted().map { "\(output)/\($0)" }
    }

    /// The places besides the indexes that `pip` looks at too.
    private var findLinks: [String] {
        sources.findLinks.flatMap { place in
            let isRelative = !place.isPage && !place.location.hasPrefix("/")
            return ["--find-links", isRelative ? "\(sources.directory)/\(place.location)" : place.location]
        }
    }

    private var timeLimit: Int64 {
        let chosen = (environment["FLASH_BUILD_TIMEOUT"]).flatMap(Int64.init) ?? Self.defaultTimeLimit
        return min(max(chosen, 1), 86_400)
    }

    /// The whole environment of the build: what it needs to find programs and reach the indexes, nothing of the user's.
    private func variables(_ scratch: String) -> [String: String] {
        var variables = [
            "HOME": "\(scratch)/home", "TMPDIR": "\(scratch)/tmp", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0",
            "PYTHONDONTWRITEBYTECODE": "1", "PIP_CONFIG_FILE": "/dev/null", "PIP_NO_INPUT": "1",
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
            // Zip files cannot tell times before 1980.
            "SOURCE_DATE_EPOCH": environment["SOURCE_DATE_EPOCH"] ?? "315532800",
        ]
        for name in Self.inherited { variables[name] = environment[name] }
        let home = environment["HOME"] ?? ""
        variables["PIP_CACHE_DIR"] =
            environment["PIP_CACHE_DIR"]
            ?? (environment["XDG_CACHE_HOME"] ?? "\(home)/.cache") + "/pip"
        let netrc = environment["NETRC"] ?? "\(home)/.netrc"
        if FileAccess.exists(netrc) { variables["NETRC"] = netrc }
        let urls = (Set(sources.pins.values).subtracting(sources.indexes) + sources.indexes).map(\.credentialedURL)
        if let main = urls.last { variables["PIP_INDEX_URL"] = main }
        if urls.count > 1 { variables["PIP_EXTRA_INDEX_URL"] = urls.dropLast().sorted().joined(separator: " ") }
        if isOffline || urls.isEmpty { variables["PIP_NO_INDEX"] = "1" }
        return variables
    }

    private static let inherited = [
        "PATH", "SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "PIP_CERT",
        "http_proxy", "https_proxy", "all_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY",
    ]

    private func failure(_ outcome: ChildProcess.Outcome, _ label: String) -> BuildFailure {
        let ending =
            switch outcome.ending {
            case .exited(let status): "failed with status \(status)"
            case .signaled(let signal): "was ended by signal \(signal)"
            case .timedOut: "did not end within \(timeLimit) seconds and was stopped"
            }
        let text = Self.lines(outcome.errors) ?? Self.lines(outcome.output) ?? ""
        return BuildFailure(
            .badInput,
            code: outcome.ending == .timedOut ? "source-build-timeout" : "source-build",
            "The build of \(label) with Python 3.\(python.minor) (\(python.path)) \(ending)"
                + (text.isEmpty ? "." : ":\n\(text)"),
            hint: hint(outcome, text)
        )
    }

    private func hint(_ outcome: ChildProcess.Outcome, _ text: String) -> String? {
        if outcome.ending == .timedOut { return "Set FLASH_BUILD_TIMEOUT to more seconds." }
        let compilers = ["gcc", "g++", "cc", "clang", "clang++", "cl.exe", "cargo", "rustc", "gfortran", "cmake"]
        let needsCompiler = compilers.contains { name in
            let complaints = ["\(name)' failed", "'\(name)': No such", "directory: '\(name)'", "\(name): not found"]
            return complaints.contains { text.contains($0) }
        }
        if needsCompiler {
            return "It compiles code for this machine; only pure Python packages can be built here, so it would be "
                + "refused even with a compiler. Use a version that has a wheel."
        }
        if isOffline { return "Without the network (--offline) a build cannot fetch what it requires itself." }
        return nil
    }

    private static func lines(_ output: [UInt8]) -> String? {
        let lines = String(decoding: output, as: UTF8.self).split(whereSeparator: \.isNewline)
            .filter { !$0.allSatisfy(\.isWhitespace) }
        let text = lines.suffix(quotedLines).joined(separator: "\n").redactingCredentials
        return text.isEmpty
            ? nil
            : String(
                text.unicodeScalars.map { scalar in
                    scalar.value < 0x20 && scalar != "\n" && scalar != "\t" || scalar.value == 0x7F
                        ? " " : Character(scalar)
                }
            )
    }
}
