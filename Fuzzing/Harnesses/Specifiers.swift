@testable import PythonPackaging

extension Harness {
    /// Version conditions on the first line, a version on the second.
    static let specifiers = Harness(name: "specifiers", longestInput: 192) { input in
        let lines = input.lines(2)
        let specifiers: VersionSpecifiers
        do throws(RequirementError) {
            specifiers = try VersionSpecifiers(lines[0])
        } catch {
            expectPlace(error, in: lines[0])
            return
        }
        let text = specifiers.description
        let again = expectNoError("'\(text)' was printed") { try VersionSpecifiers(text) }
        expect(again == specifiers && again.hashValue == specifiers.hashValue, "\(text) is read back differently")
        expect(again.description == text, "\(text) is printed differently the second time")
        let requirement = expectNoError("'\(text)' was printed") { try Requirement("name" + text) }
        expect(requirement.specifiers == specifiers, "\(text) means something else in a requirement")

        guard lines.count == 2 else { return }
        expect(again.contains(text: lines[1]) == specifiers.contains(text: lines[1]), "\(text) ∋ '\(lines[1])'")
        guard let version = try? Version(lines[1]) else { return }
        expect(
            specifiers.contains(version) == specifiers.clauses.allSatisfy { $0.contains(version) },
            "\(text) ∋ \(version) does not follow from the parts"
        )
        for clause in specifiers.clauses { expectSense(clause, version) }
    }

    /// Relations between the operators (PEP 440, "Version specifiers").
    private static func expectSense(_ clause: VersionClause, _ version: Version) {
        guard let bound = clause.version else { return }
        let text = bound.description + (clause.isWildcard ? ".*" : "")
        func contains(_ comparison: VersionClause.Comparison) -> Bool? {
            (try? VersionClause(comparison.rawValue + text))?.contains(version)
        }
        let problem = "the operators disagree about '\(text)' and \(version)"
        if let equal = contains(.equal), let notEqual = contains(.notEqual) { expect(equal != notEqual, problem) }
        if let less = contains(.less), let lessOrEqual = contains(.lessOrEqual) {
            expect(!less || lessOrEqual, problem)
        }
        if let greater = contains(.greater), let greaterOrEqual = contains(.greaterOrEqual) {
            expect(!greater || greaterOrEqual, problem)
        }
        if let less = contains(.less), let greater = contains(.greater) { expect(!(less && greater), problem) }
        if let least = contains(.greaterOrEqual), let most = contains(.lessOrEqual) {
            expect(least || most, problem)
            expect((least && most) == (contains(.equal) ?? true), problem)
        }
        if let compatible = contains(.compatible), let least = contains(.greaterOrEqual) {
            expect(!compatible || least, problem)
        }
    }

    /// Demands that an error points into the text it is about.
    static func expectPlace(_ error: RequirementError, in text: String) {
        expect(error.column >= 1 && error.column <= error.text.count + 1, "\(error) is outside '\(text)'")
        expect(error.length >= 1 && error.length <= max(1, error.text.count), "\(error) is longer than '\(text)'")
        expect(!error.excerpt.isEmpty && !error.description.isEmpty, "\(error) does not say what is wrong")
    }
}
