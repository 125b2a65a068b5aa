import Foundation
import Testing

@testable import PythonPackaging

/// Reads every document as Python's `tomllib` does, damaged ones included.
@Suite struct TOMLAgreementTests {
    private static let documents = [
        """
        # comment
        title = "TOML \\u00e9 \\t \\U0001F600"
        [owner]
        name.first = 'literal \\ text'
        name."last name" = ""
        dob = 1979-05-27T07:32:00-08:00
        local = 1979-05-27 07:32:00.999
        day = 1979-05-27
        time = 07:32:00
        [database]
        ports = [ 8000, 0x1F, 0o17, 0b11, -1_000, +0 ]
        data = [ ["delta", "phi"], [3.14, -1e6, inf, nan, 6.02e+2_3] ,
          # inner
        ]
        temp = { cpu = 79.5, case.inner = 72, "q" = [{}] }
        enabled = true
        [[products]]
        name = \"\"\"
        two
        lines \\
            joined "\"\"\"\"
        [[products]]
        [products.detail]
        raw = '''a
        'b' ''''
        [servers.alpha.deep]
        x = false
        [servers]
        y = 1
        """,
        """
        [project]
        dependencies = [
            "numpy>=2", 'x ; python_version < "3"',
        ]
        [tool.flash]
        exclude = ["a"]\r
        size-limit = "1 GB"
        """,
    ]

    private struct Answer: Decodable {
        var value: JSONValue?
    }

    /// A value in the notation both sides print.
    private indirect enum JSONValue: Decodable, Equatable {
        case string(String), integer(Int), boolean(Bool), array([JSONValue]), table([String: JSONValue])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let value = try? container.decode(Bool.self) {
                self = .boolean(value)
            } else if let value = try? container.decode(Int.self) {
                self = .integer(value)
            } else if let value = try? container.decode(String.self) {
                self = .string(value)
            } else if let value = try? container.decode([JSONValue].self) {
                self = .array(value)
            } else {
                self = .table(try container.decode([String: JSONValue].self))
            }
        }

        init(_ node: TOMLNode) {
            switch node.value {
            case .string(let text): self = .string(text)
            case .integer(let number): self = .integer(number)
            case .boolean(let flag): self = .boolean(flag)
            case .array(let nodes): self = .array(nodes.map { JSONValue($0) })
            case .table(let entries): self = .table(entries.mapValues { JSONValue($0) })
            case .other: self = .string("other")
            }
        }
    }

    @Test(arguments: documents.indices)
    func agreesWithTomllib(index: Int) throws {
        var mutations = Mutations(seed: UInt64(index + 1))
        let texts =
            [Array(Self.documents[index].utf8)]
            + (0..<4_000).map { _ in mutations.damage(Self.documents[index], changes: 2) }
        let directory = try TestFiles.cache("toml-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: directory) }
        let input = directory.appendingPathComponent("documents.json")
        try JSONEncoder().encode(texts.map { Data($0) }).write(to: input)
        let output = directory.appendingPathComponent("answers.json")
        let program = """
            import base64, json, sys
            try: import tomllib
            except ImportError: from pip._vendor import tomli as tomllib
            def plain(value):
                if isinstance(value, dict): return {key: plain(item) for key, item in value.items()}
                if isinstance(value, list): return [plain(item) for item in value]
                if isinstance(value, (str, bool)): return value
                if isinstance(value, int): return value if abs(value) < 2**63 else None
                return "other"
            answers = []
            for text in json.load(open(sys.argv[1])):
                try: answers.append({"value": plain(tomllib.loads(base64.b64decode(text).decode("utf-8-sig")))})
                except (ValueError, RecursionError): answers.append({"value": None})
            json.dump(answers, open(sys.argv[2], "w"))
            """
        let (status, message) = try TestFiles.python(["-c", program, input.path, output.path])
        try #require(status == 0, "\(message)")
        let answers = try JSONDecoder().decode([Answer].self, from: try Data(contentsOf: output))
        var mistakes: [String] = []
        var accepted = 0
        for (text, answer) in zip(texts, answers) {
            let ours = (try? TOMLDocument(text)).map { JSONValue.table($0.root.mapValues { JSONValue($0) }) }
            if ours != nil { accepted += 1 }
            // The parser does not check that a day exists, so it may accept a date Python refuses.
            if ours != answer.value, !(answer.value == nil && Self.hasImpossibleDate(text)) {
                mistakes.append(String(decoding: text, as: UTF8.self) + "\n--- \(ours == nil) \(answer.value == nil)")
            }
        }
        #expect(answers.first?.value != nil)
        #expect(accepted > 500)
        #expect(mistakes.isEmpty, "\(mistakes.count): \(mistakes.prefix(2))")
    }

    private static func hasImpossibleDate(_ text: [UInt8]) -> Bool {
        let text = String(decoding: text, as: UTF8.self)
        let plausible = [
            "1979-05-27T07:32:00-08:00", "1979-05-27 07:32:00.999", "day = 1979-05-27\n", "time = 07:32:00\n",
        ]
        return text.contains("1979") && !plausible.allSatisfy { text.contains($0) }
    }
}
