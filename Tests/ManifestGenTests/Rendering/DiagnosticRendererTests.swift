import ManifestGen
import Testing

@Suite("Diagnostics as text")
struct DiagnosticRendererTests {
    private func render(_ diagnostics: [Diagnostic], sources: [String: String], color: Bool = false) -> String {
        DiagnosticRenderer(usesColor: color) { sources[$0] }.text(diagnostics)
    }

    @Test("A finding shows its line, its range, the help and its notes")
    func golden() {
        let source = """
            import torch
            model = torch.load("m.pt")


            @remote(resource_config=config)
            async def predict(data):
                return model(data)
            """
        let finding = Diagnostic(
            .moduleLevelName,
            "the remote function `predict` uses `model`, which exists only at module level",
            at: SourceLocation(file: "workers/gpu.py", line: 7, column: 12, endLine: 7, endColumn: 17),
            hint: "move it inside the function or pass it as a parameter\nand mind the size",
            notes: [
                .init(message: "`model` is bound here", location: .init(file: "workers/gpu.py", line: 2, column: 1))
            ]
        )
        let warning = Diagnostic(.uselessSuppression, "the comment silences nothing", at: nil)
        let expected = """
            error[FL003]: the remote function `predict` uses `model`, which exists only at module level
             --> workers/gpu.py:7:12
              |
            7 |     return model(data)
              |            ^^^^^
              = help: move it inside the function or pass it as a parameter
                      and mind the size
            note: `model` is bound here
             --> workers/gpu.py:2:1
              |
            2 | model = torch.load("m.pt")
              | ^

            warning[FL024]: the comment silences nothing

            1 error, 1 warning

            """
        #expect(render([finding, warning], sources: ["workers/gpu.py": source]) == expected)
    }

    @Test("Colours surround the parts and change nothing else")
    func colors() {
        let finding = Diagnostic(
            .missingAwait,
            "not awaited",
            at: .init(file: "a.py", line: 1, column: 1, endColumn: 4)
        )
        let sources = ["a.py": "run()\n"]
        let colored = render([finding], sources: sources, color: true)
        #expect(colored.hasPrefix("\u{1B}[1;33mwarning[FL006]\u{1B}[0m\u{1B}[1m: not awaited\u{1B}[0m\n"))
        #expect(colored.contains("\u{1B}[1;33m^^^\u{1B}[0m"))
        let plain = colored.replacing(#/\u{1B}\[[0-9;]*m/#, with: "")
        #expect(plain == render([finding], sources: sources))
    }

    @Test(
        "The mark stands under what it marks",
        arguments: [
            ("\tvalue = x", 10, 11, "    value = x", "            ^"),
            ("名前 = 値(1)", 6, 7, "名前 = 値(1)", "       ^^"),
            ("e\u{301} = y", 6, 7, "e\u{301} = y", "    ^"),
            ("x = 1   ", 5, 20, "x = 1", "    ^"),
            ("x", 9, 12, "x", " ^"),
            ("a\u{1B}[31mb\u{202E}c", 8, 9, "a\u{FFFD}[31mb\u{FFFD}c", "       ^"),
        ] as [(String, Int, Int, String, String)]
    )
    func marks(line: String, start: Int, end: Int, shown: String, mark: String) {
        let finding = Diagnostic(
            .invalidPath,
            "m",
            at: .init(file: "a.py", line: 1, column: start, endLine: 1, endColumn: end)
        )
        let lines = render([finding], sources: ["a.py": line]).split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[3] == "1 | \(shown)")
        #expect(lines[4] == "  | \(mark)")
    }

    @Test("A long line is cropped around its mark")
    func cropping() {
        let line = String(repeating: "a", count: 400) + "target" + String(repeating: "b", count: 400)
        let location = SourceLocation(file: "a.py", line: 1, column: 401, endLine: 1, endColumn: 407)
        let lines = render([Diagnostic(.invalidPath, "m", at: location)], sources: ["a.py": line])
            .split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[3].count < 120)
        #expect(lines[3].hasPrefix("1 | …a") && lines[3].hasSuffix("b…"))
        let mark = lines[4].firstRange(of: "^^^^^^").map {
            lines[4].distance(from: lines[4].startIndex, to: $0.lowerBound)
        }
        let target = lines[3].firstRange(of: "target").map {
            lines[3].distance(from: lines[3].startIndex, to: $0.lowerBound)
        }
        #expect(mark != nil && mark == target)
    }

    @Test("Lines end where Python ends them, and a missing file or line leaves the excerpt out")
    func lineEnds() {
        func shown(line: Int, _ source: String?) -> String {
            let finding = Diagnostic(.syntaxError, "m", at: .init(file: "a.py", line: line, column: 1))
            return DiagnosticRenderer(usesColor: false) { _ in source }.text(finding)
        }
        #expect(shown(line: 2, "a\r\nb\rc\n").contains("2 | b\n"))
        #expect(shown(line: 3, "a\r\nb\rc\n").contains("3 | c\n"))
        #expect(shown(line: 1, "\u{FEFF}a = 1\n").contains("1 | a = 1\n"))
        #expect(shown(line: 9, "a\n") == "error[FL001]: m\n --> a.py:9:1\n")
        #expect(shown(line: 0, nil) == "error[FL001]: m\n --> a.py:0:1\n")
    }

    @Test("A range over several lines is marked to the end of its first line")
    func severalLines() {
        let location = SourceLocation(file: "a.py", line: 1, column: 5, endLine: 3, endColumn: 2)
        let text = render([Diagnostic(.invalidPath, "m", at: location)], sources: ["a.py": "x = f(\n  1\n)\n"])
        #expect(text.contains("1 | x = f(\n  |     ^^\n"))
    }
}
