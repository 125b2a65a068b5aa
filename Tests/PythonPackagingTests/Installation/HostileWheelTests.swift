import Digests
import PythonPackaging
import Testing

@Suite struct HostileWheelTests {
    /// A wheel in memory; `RECORD` lists every file unless it is given.
    private func plan(
        _ files: [(name: String, content: String)],
        filename: String = "demo-1.0-py3-none-any.whl",
        symbolicLinks: Set<String> = [],
        record: String? = nil,
        wheel: String = "Wheel-Version: 1.0\n"
    ) throws -> WheelInstallation {
        var files = files
        files.append(("demo-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: demo\nVersion: 1.0\n"))
        files.append(("demo-1.0.dist-info/WHEEL", wheel))
        let lines = files.map { "\"\($0.name.replacing("\"", with: "\"\""))\",," }
        files.append(("demo-1.0.dist-info/RECORD", record ?? lines.joined(separator: "\n")))
        let entries = files.map { file in
            WheelInstallation.Entry(
                name: file.name,
                bytes: UInt64(file.content.utf8.count),
                isDirectory: file.name.hasSuffix("/"),
                isExecutable: false,
                isSymbolicLink: symbolicLinks.contains(file.name)
            )
        }
        let contents = files.map(\.content)
        return try WheelInstallation(of: try #require(WheelFilename(filename)), entries: entries) {
            Array(contents[$0].utf8)
        }
    }

    private func kind(_ body: () throws -> WheelInstallation) -> WheelInstallationError.Kind? {
        do {
            _ = try body()
            return nil
        } catch {
            return (error as? WheelInstallationError)?.kind
        }
    }

    @Test(arguments: [
        "/etc/passwd", "../x.py", "a/../../x.py", "a/./b", "a//b", "a\\b", "C:/x", "c:x", "a\u{0}b", "a\nb", "", "..",
        "x/..", "../\u{301}x", "a/../\u{301}/../x", "/\u{301}x", "C:/\u{301}x",
        "demo-1.0.data/scripts/../../x", String(repeating: "a", count: 300),
    ])
    func refusesUnsafePaths(name: String) {
        #expect(kind { try plan([(name, "")]) } == .unsafePath)
    }

    @Test func quotesDelimitersWithCombiningCharacters() throws {
        let name = "a,\u{301}\"\u{301}.py"
        let line = "\"a,\u{301}\"\"\u{301}.py\","
        let installed = try plan(
            [(name, "")],
            record: "\(line),\ndemo-1.0.dist-info/METADATA,,\ndemo-1.0.dist-info/WHEEL,,\n"
        )
        let record = try #require(installed.files.first { $0.path == "demo-1.0.dist-info/RECORD" })
        guard case .generated(let content) = record.content else {
            Issue.record("RECORD is written anew")
            return
        }
        #expect(String(decoding: content, as: UTF8.self).utf8.contains("\(line)sha256=".utf8))
    }

    @Test func refusesSymbolicLinks() {
        #expect(kind { try plan([("a.py", "/etc")], symbolicLinks: ["a.py"]) } == .symbolicLink)
    }

    @Test func refusesDuplicates() {
        #expect(kind { try plan([("a.py", "1"), ("a.py", "2")]) } == .duplicate)
        #expect(kind { try plan([("a.py", "1"), ("demo-1.0.data/purelib/a.py", "2")]) } == .duplicate)
        #expect(kind { try plan([("a.py", "1"), ("demo-1.0.data/purelib/a.py", "1")]) } == nil)
    }

    @Test func refusesFilesInPlaceOfDirectories() {
        #expect(kind { try plan([("a", ""), ("a/b", "")]) } == .fileInsteadOfDirectory)
        #expect(kind { try plan([("a/b/c", ""), ("a", "")]) } == .fileInsteadOfDirectory)
        #expect(kind { try plan([("a/b/c", ""), ("demo-1.0.data/data/a/b", "")]) } == .fileInsteadOfDirectory)
    }

    @Test func refusesReplacedRecord() {
        #expect(kind { try plan([("demo-1.0.data/data/demo-1.0.dist-info/RECORD", "")]) } == .duplicate)
        #expect(kind { try plan([("demo-1.0.data/data/demo-1.0.dist-info/METADATA", "")]) } == .duplicate)
    }

    @Test func refusesWhatRecordDoesNotList() {
        let record = "demo-1.0.dist-info/METADATA,,\ndemo-1.0.dist-info/WHEEL,,\n"
        #expect(kind { try plan([("a.py", "")], record: record) } == .notRecorded)
        #expect(kind { try plan([], record: record + "gone.py,,\n") } == .missingFile)
        #expect(kind { try plan([], record: record + "\"open,,\n") } == .malformedRecord(line: 3))
    }

    @Test func refusesForeignMetadata() {
        #expect(kind { try plan([("other-1.0.dist-info/METADATA", "")]) } == .noDistInfo)
        #expect(kind { try plan([], filename: "other-1.0-py3-none-any.whl") } == .wrongDistInfo)
        #expect(kind { try plan([], filename: "demo-1.1-py3-none-any.whl") } == .wrongDistInfo)
        #expect(kind { try plan([], filename: "Demo-1.0.0-py3-none-any.whl") } == nil)
        #expect(kind { try plan([], wheel: "Wheel-Version: 2.0\n") } == .unsupportedWheelVersion("2.0"))
        #expect(kind { try plan([], wheel: "") } == .unsupportedWheelVersion(""))
        #expect(kind { try plan([("demo-1.0.data/other/x", "")]) } == .unknownScheme)
    }

    @Test(arguments: [
        "../x = a:b", "x/y = a:b", "x = a", "x = a:b;import os", "x = a b:c", "x = :main", "x = a:", "= a:b",
        "x = os, sys:exit",
        "x = a:b()", "x = 1a:b", "x",
    ])
    func refusesEntryPointsThatAreNoIdentifiers(line: String) {
        let text = "[console_scripts]\n\(line)\n"
        #expect(kind { try plan([("demo-1.0.dist-info/entry_points.txt", text)]) } == .malformedEntryPoint(line))
    }

    @Test func writesCommands() throws {
        let text =
            "; note\n[other]\nbroken\n[gui_scripts]\nwin=demo.gui:Main.run\n[console_scripts]\nd = demo:main [fast] \n"
        let files = try plan([
            ("demo-1.0.dist-info/entry_points.txt", text), ("demo-1.0.data/scripts/d", "#!python\nold"),
            ("demo-1.0.data/scripts/tool", "#!python3 -s\nprint(1)\n"), ("demo-1.0.data/scripts/sh", "#!/bin/sh\n"),
            ("demo-1.0.data/headers/h.h", ""), ("pkg/__pycache__/a.cpython-312.pyc", ""), ("pkg/b.pyc", ""),
        ]).files
        #expect(
            files.map(\.path) == [
                "bin/d", "bin/sh", "bin/tool", "bin/win", "demo-1.0.dist-info/INSTALLER", "demo-1.0.dist-info/METADATA",
                "demo-1.0.dist-info/RECORD", "demo-1.0.dist-info/WHEEL", "demo-1.0.dist-info/entry_points.txt",
                "include/demo/h.h",
            ]
        )
        #expect(files.filter(\.isExecutable).count == 4)
        #expect(files[2].content == .generated(Array("#!/usr/bin/env python3\nprint(1)\n".utf8)))
        guard case .generated(let script) = files[3].content else {
            Issue.record("no script")
            return
        }
        let lines = String(decoding: script, as: UTF8.self).split(separator: "\n")
        #expect(lines.contains("from demo.gui import Main"))
        #expect(lines.last == "    sys.exit(Main.run())")
    }

    @Test func refusesScriptsWithAnotherDigest() {
        let digest = String(repeating: "A", count: 43)
        let record = """
            demo-1.0.dist-info/METADATA,,
            demo-1.0.dist-info/WHEEL,,
            demo-1.0.data/scripts/x,sha256=\(digest),9
            """
        #expect(kind { try plan([("demo-1.0.data/scripts/x", "#!python\n")], record: record) } == .wrongDigest)
    }
}
