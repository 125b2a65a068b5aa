@testable import PythonPackaging

extension Harness {
    static let toml = Harness(name: "toml", longestInput: 4096) { input in
        do throws(TOMLDocument.Failure) {
            let document = try TOMLDocument(input)
            expectWritable(.table(document.root), lines: 1 + input.count { $0 == 0x0A })
        } catch {
            expect(!error.message.isEmpty, "no message")
            expect(error.line >= 0 && error.line <= input.count { $0 == 0x0A } + 1, "line \(error.line) does not exist")
        }
    }

    /// Every text of a document survives being written and read.
    private static func expectWritable(_ value: TOMLNode.Value, lines: Int) {
        switch value {
        case .string(let text):
            var writer = TOMLWriter()
            writer.set("key", .text(text))
            let again = expectNoError("written text") { try TOMLDocument(Array(writer.text.utf8)) }
            expect(again.root["key"]?.string.map { Array($0.utf8) } == Array(text.utf8), "'\(text)' changes")
        case .array(let nodes):
            for node in nodes {
                expect((1...lines).contains(node.line), "line \(node.line) does not exist")
                expectWritable(node.value, lines: lines)
            }
        case .table(let entries):
            for node in entries.values {
                expect((1...lines).contains(node.line), "line \(node.line) does not exist")
                expectWritable(node.value, lines: lines)
            }
        case .integer, .boolean, .other:
            break
        }
    }
}
