import Testing

@testable import ManifestGen

@Suite("Suppression comments")
struct SuppressionTests {
    @Test(
        "The forms of the comment",
        arguments: [
            ("# flash: ignore", [String]?.none as [String]?, true),
            ("# flash:ignore  because of this", nil, true),
            ("# noqa  # flash: ignore[FL003]", ["FL003"], true),
            ("# flash: ignore[ fl003 ,FL005 ] reason", ["FL003", "FL005"], true),
            ("# flash: ignore[]", [], true),
            ("# flash: ignore[FL003", ["FL003"], true),
            ("# flash: ignored elsewhere", nil, false),
            ("# see flash: the docs", nil, false),
        ] as [(String, [String]?, Bool)]
    )
    func forms(comment: String, codes: [String]?, isSuppression: Bool) {
        let suppression = Suppression(comment)
        #expect((suppression != nil) == isSuppression)
        #expect(suppression?.codes == codes)
    }

    private func findings(_ sources: [String]) throws -> [[String]] {
        try modules(of: sources.map { ["a.py": "LIMIT = 3\n@remote(cpu)\n" + $0] })
            .map { project(of: $0).findings().summary }
    }

    @Test("A comment silences its line, the next one, or the whole function")
    func silenced() throws {
        let sources = [
            "def run():\n    return LIMIT  # flash: ignore",
            "def run():\n    return LIMIT  # flash: ignore[FL003]",
            "def run():\n    # flash: ignore[FL003]\n    return LIMIT",
            "def run():  # flash: ignore[FL003, FL004]\n    import pandas\n    return LIMIT",
            "# flash: ignore[FL003]\ndef run():\n    return LIMIT",
            "def run():\n    return (\n        LIMIT  # flash: ignore[FL003]\n    )",
        ]
        for (source, codes) in zip(sources, try findings(sources)) {
            #expect(codes == [], "\(source)")
        }
    }

    @Test("A comment that silences nothing, or something else, is reported")
    func useless() throws {
        let cases: [(source: String, expected: [String])] = [
            ("def run():\n    return 1  # flash: ignore", ["FL024 a.py:4"]),
            ("def run():\n    return LIMIT  # flash: ignore[FL004]", ["FL003 a.py:4", "FL024 a.py:4"]),
            ("def run():\n    return LIMIT  # flash: ignore[FL003, FL999]", ["FL024 a.py:4"]),
            ("def run():\n    return LIMIT  # flash: ignore[FL003, FL008]", ["FL024 a.py:4"]),
            ("def run():\n    return LIMIT  # flash: ignore[]", ["FL003 a.py:4", "FL024 a.py:4"]),
            ("def run():\n    return '# flash: ignore'", []),
        ]
        for (example, codes) in zip(cases, try findings(cases.map(\.source))) {
            #expect(codes == example.expected, "\(example.source)")
        }
    }

    @Test("What cannot be built cannot be silenced")
    func structural() throws {
        let found = Diagnostic(.invalidMethod, "m", at: SourceLocation(file: "a.py", line: 1))
        let modules = try withSources(["a.py": "x = 1  # flash: ignore\n"]) { root, files in
            try ProjectScanner(python: nil, cache: nil).scan(root: root, files: files).modules
        }
        let project = CheckedProject(modules: modules, functions: [], packages: .declared([]), pythonMinor: 12)
        #expect(project.findings(with: [found]).map(\.code) == [.invalidMethod, .uselessSuppression])
    }
}
