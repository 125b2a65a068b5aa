@testable import PythonPackaging

extension Harness {
    static let requirements = Harness(name: "requirements", longestInput: 512) { input in
        let text = input.text
        do throws(RequirementError) {
            expectReadBack(try Requirement(text))
        } catch {
            expectPlace(error, in: text)
        }
        do throws(RequirementsFileError) {
            let declared = try DeclaredRequirement(parsing: text, origin: RequirementOrigin(file: "a", line: 1))
            expectReadBack(declared.requirement)
        } catch {
            expect(!error.description.isEmpty, "no message")
        }
        if let pattern = ExclusionPattern(text) { _ = pattern.description }
    }

    static func expectReadBack(_ requirement: Requirement) {
        let text = requirement.description
        let again = expectNoError("'\(text)' was printed") { try Requirement(text) }
        expect(again == requirement, "\(text) is read back differently")
        expect(again.description == text, "\(text) is printed differently the second time")
    }

    /// Two files that may include each other, separated by a line `%`.
    static let requirementFiles = Harness(name: "requirement-files", longestInput: 4096) { input in
        let files = split(input)
        func read(_ files: [String: [UInt8]]) -> Result<RequirementsFile, RequirementsFileError> {
            Result { () throws(RequirementsFileError) in
                try RequirementsFile(path: "a.txt", environment: ["HOST": "example.org", "A": "${A}"]) { files[$0] }
            }
        }
        let result = read(files)
        switch result {
        case .success(let file):
            for declared in file.requirements + file.constraints {
                expectReadBack(declared.requirement)
                expect(declared.origin.line > 0, "\(declared) has no line")
            }
            expect(Set(file.files).count == file.files.count, "a file is listed twice")
        case .failure(let error):
            expect(!error.description.isEmpty, "no message")
        }
        guard !input.contains(0x0D), !input.contains(0xFE), !input.contains(0xFF) else { return }
        let windows = files.mapValues { $0.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] } }
        switch (result, read(windows)) {
        case (.success(let left), .success(let right)):
            expect(
                left.requirements == right.requirements && left.constraints == right.constraints
                    && left.options == right.options && left.notes == right.notes,
                "CRLF line ends change the meaning"
            )
        case (.failure(let left), .failure(let right)):
            expect(left == right, "CRLF line ends change the error: \(left) and \(right)")
        default:
            expect(false, "CRLF line ends decide about success")
        }
    }

    private static func split(_ input: [UInt8]) -> [String: [UInt8]] {
        let separator = Array("\n%\n".utf8)
        let cut = input.indices.first { input[$0...].starts(with: separator) }
        guard let cut else { return ["a.txt": input] }
        return ["a.txt": Array(input[..<cut]), "b.txt": Array(input[(cut + separator.count)...])]
    }
}
