import ManifestGen

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A Python of this machine that can build wheels.
struct LocalPython: Sendable, Hashable {
    /// The path of the executable.
    var path: String
    /// The minor version, `12` for Python 3.12.
    var minor: Int

    /// Minor versions that are looked for by name, the newest first.
    private static let minors = (8...15).reversed()
    /// How long an interpreter may take to say what it is, in milliseconds.
    private static let probeLimit: Int32 = 20_000

    /// Finds a Python with pip: one of the target's minor version if there is any, else another.
    ///
    /// - Parameters:
    ///   - minor: the target's minor version.
    ///   - environment: the process environment, whose `FLASH_PYTHON` and `PATH` count.
    /// - Throws: `no-build-python` when no Python has pip.
    init(for minor: Int, environment: [String: String]) throws(BuildFailure) {
        var fallback: LocalPython?
        var seen: Set<String> = []
        for candidate in Self.candidates(minor, environment) where seen.insert(candidate).inserted {
            guard let found = Self.probe(candidate, environment) else { continue }
            if found.minor == minor {
                self = found
                return
            }
            fallback = fallback ?? found
        }
        guard let fallback else {
            throw BuildFailure(
                .configuration,
                code: "no-build-python",
                "No Python with pip was found to build from source.",
                hint:
                    "Install Python 3.\(minor) with pip (python3.\(minor) -m ensurepip), or name one with FLASH_PYTHON."
            )
        }
        self = fallback
    }

    private init(path: String, minor: Int) {
        self.path = path
        self.minor = minor
    }

    private static func candidates(_ minor: Int, _ environment: [String: String]) -> [String] {
        let searchPath = environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
        func named(_ name: String) -> [String] {
            ChildProcess.executable(named: name, in: searchPath).map { [$0] } ?? []
        }
        let explicit = environment["FLASH_PYTHON"].flatMap { $0.isEmpty ? nil : $0 }
        return (explicit.map(named) ?? []) + named("python3.\(minor)") + installed(minor, environment)
            + named("python3") + named("python") + minors.flatMap { named("python3.\($0)") }
            + minors.flatMap { installed($0, environment) }
    }

    /// Interpreters of a minor version where version managers put them, which need not be in `PATH`.
    private static func installed(_ minor: Int, _ environment: [String: String]) -> [String] {
        let home = environment["HOME"] ?? "/"
        let places = [
            (environment["PYENV_ROOT"] ?? "\(home)/.pyenv") + "/versions",
            (environment["XDG_DATA_HOME"] ?? "\(home)/.local/share") + "/uv/python",
        ]
        return places.flatMap { place in
            let names = (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
            return names.filter { $0.hasPrefix("3.\(minor).") || $0.hasPrefix("cpython-3.\(minor).") }
                .sorted(by: >).map { "\(place)/\($0)/bin/python3.\(minor)" }
        } + ["/usr/local/bin", "/usr/bin", "/opt/homebrew/bin"].map { "\($0)/python3.\(minor)" }
    }

    private static func probe(_ path: String, _ environment: [String: String]) -> LocalPython? {
        guard let executable = ChildProcess.executable(named: path, in: "") else { return nil }
        let script = "import sys, pip; print(sys.version_info[0], sys.version_info[1], sys.executable)"
        let process = ChildProcess(
            executable: executable,
            arguments: ["-I", "-c", script],
            environment: environment,
            silenceLimit: probeLimit
        )
        guard case .success(let outcome) = process.run(input: []), outcome.ending == .exited(0) else { return nil }
        let fields = String(decoding: outcome.output, as: UTF8.self).split(separator: "\n").first?
            .split(separator: " ", maxSplits: 2)
        guard let fields, fields.count == 3, fields[0] == "3", let minor = Int(fields[1]) else { return nil }
        return LocalPython(path: String(fields[2]), minor: minor)
    }
}
