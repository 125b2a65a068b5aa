import Foundation
import ManifestGen
import Testing

@Suite("The interpreter")
struct InterpreterTests {
    /// Scans with an interpreter that is a shell script.
    private func scan(script: String, timeLimit: Int = 20) throws {
        let project = try Project(["w.py": "x = 1"])
        let path = project.root.appending(path: "python")
        try Data("#!/bin/sh\n\(script)\n".utf8).write(to: path)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path.path)
        let scanner = ProjectScanner(python: path.path, cache: nil, timeLimit: timeLimit)
        // A child that another test forks may hold the script open for writing a moment longer.
        var failure: ScanError?
        repeat {
            failure = nil
            do throws(ScanError) {
                _ = try scanner.scan(root: project.root.path, files: project.files)
            } catch {
                failure = error
            }
        } while failure?.kind == .interpreterNotStarted && failure?.message.hasSuffix("Text file busy") == true
        if let failure { throw failure }
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

    @Test func missingFilesAreFindings() throws {
        let project = try Project(["w.py": "x = 1"])
        try FileManager.default.removeItem(at: project.root.appending(path: "w.py"))
        #expect(try project.scan().findings == ["FL002:1"])
    }
}
