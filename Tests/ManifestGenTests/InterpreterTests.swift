import Digests
import Foundation
import ManifestGen
import Testing

@Suite("The interpreter")
struct InterpreterTests {
    /// Scans with an interpreter that is a shell script.
    private func scan(script: String, timeLimit: Int = 20) throws {
        let project = try Project(["w.py": "x = 1"])
        let path = project.root.appending(path: "python").path
        try writeScript("#!/bin/sh\n\(script)", to: path)
        let scanner = ProjectScanner(python: path, cache: nil, timeLimit: timeLimit)
        _ = try scanner.scan(root: project.root.path, files: project.files)
    }

    @Test(arguments: [
        ("exit 0", ScanError.Kind.unexpectedOutput),
        ("echo garbage; echo more", .unexpectedOutput),
        ("echo '{}'; echo '{\"digest\":\"00\",\"error\":null}'", .unexpectedOutput),
        ("echo trouble >&2; exit 7", .interpreterFailed),
        ("kill -9 $$", .interpreterFailed),
        ("exit 3", .interpreterTooOld),
        ("sleep 60 & wait", .interpreterTimedOut),
        ("exec >&- 2>&-; sleep 60", .interpreterTimedOut),
    ])
    func failuresAreTyped(script: String, kind: ScanError.Kind) throws {
        let error = #expect(throws: ScanError.self) {
            try scan(script: script, timeLimit: kind == .interpreterTimedOut ? 1 : 20)
        }
        #expect(error?.kind == kind)
    }

    @Test func lastWordsAreReported() throws {
        let error = #expect(throws: ScanError.self) {
            try scan(script: "cat >/dev/null; echo first >&2; echo last >&2; exit 7")
        }
        #expect(error?.message.hasSuffix("ended with status 7 while it read w.py: last") == true)
    }

    @Test func missingInterpretersAreReported() throws {
        let project = try Project(["w.py": "x = 1"])
        let scanner = ProjectScanner(python: nil, cache: nil, environment: ["PATH": "/nonexistent"])
        let error = #expect(throws: ScanError.self) { try scanner.scan(root: "", files: project.files) }
        #expect(error?.kind == .interpreterNotFound)
        #expect(error?.hint?.contains("FLASH_PYTHON") == true)
    }

    @Test func anEmptyProjectNeedsNoInterpreter() throws {
        let scanner = ProjectScanner(python: "/nonexistent", cache: nil, environment: [:])
        #expect(try scanner.scan(root: "", files: []).functions.isEmpty)
    }

    @Test func changedFilesAreNoticed() throws {
        let project = try Project(["w.py": "x = 1"])
        try Data("x = 2".utf8).write(to: project.root.appending(path: "w.py"))
        let error = #expect(throws: ScanError.self) { try project.scan() }
        #expect(error?.kind == .sourceChanged)
    }

    @Test func vanishedFilesAreNoticed() throws {
        let project = try Project(["w.py": "x = 1"])
        try FileManager.default.removeItem(at: project.root.appending(path: "w.py"))
        let error = #expect(throws: ScanError.self) { try project.scan() }
        #expect(error?.kind == .sourceChanged)
        #expect(error?.message == "w.py disappeared while the project was being scanned")
    }

    @Test func unreadableFilesAreFindings() throws {
        let project = try Project(["w.py": "x = 1"])
        let path = project.root.appending(path: "w.py")
        try FileManager.default.removeItem(at: path)
        try FileManager.default.createDirectory(at: path, withIntermediateDirectories: false)
        #expect(try project.scan().findings == ["FL002:1"])
    }

    /// A script that notes every run before it runs the interpreter; where that is, a file tells.
    private func makeShim(in project: Project, _ comment: String = "") throws -> String {
        let folder = project.root.path
        let path = folder + "/shim"
        try writeScript(
            """
            #!/bin/sh
            # \(comment)
            echo run >>'\(folder)/runs'
            exec "$(cat '\(folder)/target')" "$@"
            """,
            to: path
        )
        return path
    }

    @Test func aShimIsAskedOnce() throws {
        let project = try Project(["w.py": "x = 1"])
        let (folder, manager) = (project.root.path, FileManager.default)
        let shim = try makeShim(in: project)
        for name in ["one", "two"] {
            try manager.createSymbolicLink(atPath: "\(folder)/\(name)", withDestinationPath: Project.python)
        }
        try Data("\(folder)/one".utf8).write(to: URL(fileURLWithPath: folder + "/target"))
        let cache = FactsCache()
        func runs(after source: String, findings: Int = 0) throws -> Int {
            try project.write(Array(source.utf8), to: "w.py")
            let scanner = ProjectScanner(python: shim, cache: cache)
            #expect(try scanner.scan(root: folder, files: project.files).diagnostics.count == findings)
            let log = (try? String(contentsOfFile: folder + "/runs", encoding: .utf8)) ?? ""
            return log.split(separator: "\n").count
        }
        #expect(try runs(after: "x = 2") == 1)
        #expect(try runs(after: "x = 3") == 1)
        // What is no Python to one interpreter may be to the one that was named.
        #expect(try runs(after: "x = (", findings: 1) == 2)
        #expect(try runs(after: "x = 4") == 2)
        // The interpreter behind it is gone.
        try manager.removeItem(atPath: folder + "/one")
        try Data("\(folder)/two".utf8).write(to: URL(fileURLWithPath: folder + "/target"))
        #expect(try runs(after: "x = 5") == 3)
        #expect(try runs(after: "x = 6") == 3)
        // It is another script now.
        _ = try makeShim(in: project, "moved")
        #expect(try runs(after: "x = 7") == 4)
        // What is remembered is of no use.
        cache.spoil()
        #expect(try runs(after: "x = 8") >= 4)
    }
}

/// Keeps what scanners store.
private final class FactsCache: ScanCache, @unchecked Sendable {
    private let lock = NSLock()
    private var stored: [SHA256Digest: [UInt8]] = [:]

    func facts(for digest: SHA256Digest) -> [UInt8]? { lock.withLock { stored[digest] } }

    func store(_ facts: [UInt8], for digest: SHA256Digest) { lock.withLock { stored[digest] = facts } }

    /// Replaces the end of every value by zeros.
    func spoil() {
        lock.withLock {
            stored = stored.mapValues { Array($0.prefix($0.count / 2)) + [UInt8](repeating: 0, count: $0.count / 2) }
        }
    }
}
