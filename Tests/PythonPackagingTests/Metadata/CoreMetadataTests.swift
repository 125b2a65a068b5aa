import PythonPackaging
import Testing

@Suite struct CoreMetadataTests {
    @Test func readsHeadersUpToTheBlankLine() throws {
        let text = """
            Metadata-Version: 2.1\r
            name: My.Package\r
            Version: 01.0\r
            Description: first\r
            \t|second: line\r
            Requires-Dist: a >=1 ,\r
               <2\r
            Requires-Dist: b; extra == 'Fast_Mode'\r
            Provides-Extra: Fast_Mode\r
            Requires-Python: >=3.8\r
            \r
            Requires-Dist: not-a-header\r
            """
        let metadata = try CoreMetadata(Array(text.utf8))
        #expect(metadata.name.normalized == "my-package")
        #expect(metadata.version.description == "1.0")
        #expect(metadata.requiresDist.map(\.description) == ["a>=1,<2", "b; extra == \"fast-mode\""])
        #expect(metadata.providesExtra.map(\.normalized) == ["fast-mode"])
        #expect(metadata.requiresPython?.description == ">=3.8")
        #expect(metadata.notes.isEmpty)
    }

    @Test func joinsFoldedLines() throws {
        let folded = Array(repeating: " x", count: 200_000).joined(separator: "\n")
        let metadata = try CoreMetadata(Array("Name: x\nSummary: s\n\(folded)\nVersion:\n \n\t1\n".utf8))
        #expect(metadata.version.description == "1")
    }

    @Test func ignoresMalformedRequiresPython() throws {
        let metadata = try CoreMetadata(Array("Name: x\nVersion: 1\nRequires-Python: 3.x\n".utf8))
        #expect(metadata.requiresPython == nil)
        #expect(metadata.notes == ["x 1: ignored the malformed Requires-Python '3.x'"])
    }

    @Test(arguments: [
        ("Version: 1\n", CoreMetadataError.Kind.missingField("Name"), 0),
        ("Name: x\n", .missingField("Version"), 0),
        ("Name: x\nVersion: one\n", .invalidVersion("one"), 2),
        ("Name: -x\nVersion: 1\n", .invalidName("-x"), 1),
        ("", .missingField("Name"), 0),
        ("\nName: x\nVersion: 1\n", .missingField("Name"), 0),
    ])
    func refuses(text: String, kind: CoreMetadataError.Kind, line: Int) {
        do {
            _ = try CoreMetadata(Array(text.utf8))
            Issue.record("accepted")
        } catch {
            #expect(error.kind == kind)
            #expect(error.line == line)
        }
    }

    @Test func namesTheLineOfAMalformedRequirement() {
        do {
            _ = try CoreMetadata(Array("Name: x\nVersion: 1\nSummary: s\n  t\nRequires-Dist: a (>=1\n".utf8))
            Issue.record("accepted")
        } catch {
            #expect(error.line == 5)
            #expect(error.description.hasPrefix("METADATA line 5: Requires-Dist: the parenthesis '(' is never closed"))
        }
    }
}
