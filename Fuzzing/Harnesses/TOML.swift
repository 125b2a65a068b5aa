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

    static let settings = Harness(name: "settings", longestInput: 4096) { input in
        do throws(ProjectSettingsError) {
            let settings = try ProjectSettings(input)
            for declared in settings.dependencies { expectReadBack(declared.requirement) }
            if let limit = settings.sizeLimit { expect(limit > 0, "no room at all") }
        } catch {
            expect(!error.description.isEmpty, "no message")
        }
    }

    static let lockFiles = Harness(name: "lock-files", longestInput: 8192) { input in
        let lock: LockFile
        do throws(LockFileError) {
            lock = try LockFile(input)
        } catch {
            expect(!error.description.isEmpty, "no message")
            return
        }
        let bytes = lock.encoded()
        let again = expectNoError("the lock was written: \(bytes.text)") { try LockFile(bytes) }
        expect(again.encoded() == bytes, "the lock is written differently the second time: \(bytes.text)")
        expect(again.versions == lock.versions, "the lock holds other versions afterwards")
        for package in again.packages {
            for wheel in package.wheels {
                expect(wheel.filename.name == package.name, "\(wheel.filename) is not of \(package.name)")
            }
        }
    }
}
