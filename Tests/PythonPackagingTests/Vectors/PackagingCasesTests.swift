import Testing

@testable import PythonPackaging

/// Runs every parametrised case of packaging's own test suite against this project.
///
/// What tests without parameters say about texts is part of ``PackagingAgreementTests``.
@Suite(.enabled(if: PackagingVectors.canBeMade, "the source distribution of packaging cannot be fetched"))
struct PackagingCasesTests {
    let cases: PackagingCases

    init() throws {
        cases = try #require(PackagingCases.shared)
    }

    @Test(arguments: PackagingCheck.all.map(\.test))
    func agrees(test: String) throws {
        let check = try #require(PackagingCheck.all.first { $0.test == test })
        let parameters = try #require(cases.cases[test], "packaging has no such test any more")
        var mistakes: [String] = []
        for parameters in parameters {
            do {
                if try !check.holds(parameters) { mistakes.append(parameters.description) }
            } catch {
                mistakes.append("\(parameters): \(error)")
            }
        }
        #expect(mistakes.isEmpty, "\(mistakes.count) of \(parameters.count): \(mistakes.prefix(10))")
    }

    @Test func everyTestIsCheckedOrExcludedForAReason() {
        let checked = Set(PackagingCheck.all.map(\.test))
        let excluded = Set(PackagingExclusions.reasons.keys)
        #expect(checked.count == PackagingCheck.all.count)
        #expect(checked.isDisjoint(with: excluded))
        #expect(Set(cases.cases.keys).subtracting(checked).subtracting(excluded).sorted() == [])
        #expect(excluded.subtracting(cases.cases.keys).sorted() == [])
        let count = checked.reduce(0) { $0 + (cases.cases[$1]?.count ?? 0) }
        #expect(count > 59_000, "\(count) cases are checked")
    }
}
