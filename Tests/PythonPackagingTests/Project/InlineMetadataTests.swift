import Foundation
import PythonPackaging
import Testing

@Suite struct InlineMetadataTests {
    private static func read(_ text: String) throws -> InlineMetadata {
        try InlineMetadata(source: Array(text.utf8), file: "worker.py")
    }

    @Test(arguments: ["\n", "\r\n"])
    func readsTheBlock(lineEnd: String) throws {
        let text = [
            "#!/usr/bin/env python3", "import os", "", "# /// script", "# requires-python = \">=3.11\"",
            "# dependencies = [", "#   \"requests<3\",", "#", "#   'rich', # nice", "# ]", "# [tool.uv]", "# x = 1",
            "# ///", "", "# /// other", "# nothing = [", "# ///", "print(1)",
        ].joined(separator: lineEnd)
        let metadata = try Self.read(text)
        #expect(metadata.dependencies.map(\.description) == ["requests<3 (worker.py:7)", "rich (worker.py:9)"])
        #expect(metadata.requiresPython?.description == ">=3.11")
        #expect(metadata.requiresPythonLine == 5)
        #expect(metadata.warnings.isEmpty)
    }

    @Test(arguments: [
        "", "print(1)", "# /// script", "# /// script\n# ///", "# /// script \n# a = [\n# ///",
        " # /// script\n # a = [\n # ///", "#/// script\n# a = [\n# ///", "# /// script x\n# a = [\n# ///",
        "# /// script\n# a = [\n# /// ", "# /// script\n# a = [\n\n# ///", "# /// script\n#a = [\n# ///",
        "# /// Script\n# a = [\n# ///", "x\u{FEFF}",
    ])
    func ignoresWhatIsNoBlock(text: String) throws {
        #expect(try Self.read(text).dependencies.isEmpty)
    }

    @Test func warnsAboutABlockThatIsNeverClosed() throws {
        let metadata = try Self.read("\n# /// script\n# dependencies = [\"six\"]\nimport six\n")
        #expect(metadata.dependencies.isEmpty)
        #expect(metadata.warnings == ["worker.py:2: the script block is never closed by '# ///', so it is ignored"])
    }

    @Test(
        arguments: [
            ("dependencies = \"six\"", "worker.py:3: 'dependencies' must be a list of texts"),
            ("dependencies = [\n# 1]", "worker.py:3: 'dependencies' must be a list of texts"),
            (
                "dependencies = [\n#  \"six=1\"]",
                "worker.py:4: '=' is not an operator (column 4 of 'six=1'); write '==' to ask for one version"
            ),
            ("requires-python = 3", "worker.py:3: 'requires-python' must be text in quotation marks"),
            ("a = 1\n# a = 2", "worker.py:4: not valid TOML: "),
            ("dependencies = [", "worker.py:3: not valid TOML: "),
            ("\n#", nil),
            (
                "a = 1\n# ///\n\n# /// script\n# b = 1",
                "worker.py:6: 'script': a file may have one such block; line 2 has it"
            ),
        ] as [(String, String?)]
    )
    func pointsAtMistakes(content: String, message: String?) throws {
        do {
            _ = try Self.read("import os\n# /// script\n# \(content)\n# ///\n")
            #expect(message == nil)
        } catch {
            let message = try #require(message, "\(error)")
            #expect("\(error)".hasPrefix(message), "\(error)")
        }
    }

    @Test func survivesBytesThatAreNoText() {
        let source = Array("# /// script\n# a = \"".utf8) + [0xFF, 0xFE] + Array("\"\n# ///\n".utf8)
        #expect(throws: ProjectSettingsError.self) { try InlineMetadata(source: source, file: "worker.py") }
    }

    /// Damaged blocks are found, or not, exactly where the reference implementation in PEP 723 finds them.
    @Test func agreesWithTheReferenceOnDamagedBlocks() throws {
        let pieces = [
            "# /// script", "# ///", "#", "# dependencies = [\"a\"]", "# x = 1", "", "import os", "# /// other",
            "# [t]",
        ]
        var generator = SplitMix64(state: 723)
        let texts = (0..<3_000).map { _ in
            (0..<Int.random(in: 2...9, using: &generator)).map { _ in pieces.randomElement(using: &generator) ?? "" }
                .joined(separator: "\n")
        }
        let program = """
            import json, re, sys, tomllib
            REGEX = r"(?m)^# /// (?P<type>[a-zA-Z0-9-]+)$\\s(?P<content>(^#(| .*)$\\s)+)^# ///$"
            def read(script):
                matches = [m for m in re.finditer(REGEX, script) if m.group("type") == "script"]
                if len(matches) > 1: return "error"
                if not matches: return "none"
                content = "".join(
                    line[2:] if line.startswith("# ") else line[1:]
                    for line in matches[0].group("content").splitlines(keepends=True))
                try: return "".join(tomllib.loads(content).get("dependencies", ["block"]))
                except tomllib.TOMLDecodeError: return "error"
            print(json.dumps([read(text) for text in json.load(open(sys.argv[1]))]))
            """
        let file = try TestFiles.cache("inline").appendingPathComponent("texts.json")
        try JSONEncoder().encode(texts).write(to: file)
        let (status, output) = try TestFiles.python(["-c", program, file.path])
        try #require(status == 0, "\(output)")
        let expected = try JSONDecoder().decode([String].self, from: Data(output.utf8))
        #expect(Set(expected) == ["none", "error", "a", "block"])
        for (text, expected) in zip(texts, expected) {
            let found: String
            do {
                found = try Self.read(text).dependencies.map(\.requirement.description).joined()
            } catch {
                found = "error"
            }
            #expect(found == (["none", "block"].contains(expected) ? "" : expected), "\(text)")
        }
    }
}
