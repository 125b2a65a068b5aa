import Digests
import Foundation
import ManifestGen
import Testing

/// A project on disk for one test; its folder goes with it.
final class Project {
    let root: URL
    private(set) var files: [SourceFile] = []

    init(_ sources: [String: String]) throws {
        root = FileManager.default.temporaryDirectory.appending(path: "flash-scan-\(UUID().uuidString)")
        for (path, text) in sources { try write(Array(text.utf8), to: path) }
    }

    deinit { try? FileManager.default.removeItem(at: root) }

    func write(_ content: [UInt8], to path: String) throws {
        let file = root.appending(path: path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(content).write(to: file)
        files.removeAll { $0.path == path }
        files.append(SourceFile(path: path, absolutePath: file.path, digest: SHA256Digest(of: content)))
    }

    func scan(cache: (any ScanCache)? = nil, environment: [String: String] = [:]) throws -> ScannedProject {
        let scanner = ProjectScanner(python: Self.python, cache: cache, environment: environment)
        return try scanner.scan(root: root.path, files: files)
    }

    /// The interpreter itself; `python3` in `PATH` may be a slow wrapper script.
    static let python = ask("sys.executable")
    /// Whether the interpreter does not know the syntax of Python 3.12.
    static let isOlderThanTarget = ask("sys.version_info < (3, 12)") == "True"
    /// Whether the interpreter knows `match` (PEP 634).
    static let knowsMatch = ask("sys.version_info >= (3, 10)") == "True"

    private static func ask(_ expression: String) -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", "import sys; print(\(expression))"]
        let output = Pipe()
        process.standardOutput = output
        guard (try? process.run()) != nil else { return "python3" }
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

/// Writes an executable script.
///
/// Another process does it: a file that is open for writing here may be inherited by a process that is just being started
/// elsewhere, and cannot be executed as long.
func writeScript(_ text: String, to path: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "printf '%s\\n' \"$1\" >\"$2\" && chmod 755 \"$2\"", "sh", text, path]
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
}

/// Scans sources given by path.
func scan(_ sources: [String: String], environment: [String: String] = [:]) throws -> ScannedProject {
    try Project(sources).scan(environment: environment)
}

/// Scans one worker file after the library's imports.
func scan(worker source: String) throws -> ScannedProject {
    try scan(["worker.py": "from runpod_flash import *\n" + source])
}

extension ScannedProject {
    /// The findings as `code:line`.
    var findings: [String] { diagnostics.map { "\($0.code.rawValue):\($0.location?.line ?? 0)" } }

    /// The manifest as a dictionary, for comparisons.
    func manifest() throws -> [String: Any] {
        let manifest = Manifest(
            projectName: "demo",
            scanned: self,
            pythonVersion: "3.12",
            targetPlatform: "manylinux_2_35_x86_64",
            generatedAt: "2026-01-02T03:04:05.000006Z"
        )
        let object = try JSONSerialization.jsonObject(with: Data(manifest.encoded()))
        return try #require(object as? [String: Any])
    }
}
