import Testing

@testable import PythonPackaging

@Suite struct KnownPackageTests {
    private static let texts = [
        "0.9", "1.0.dev1", "1.0a1", "1.0rc1", "1.0rc1.post1", "1.0", "1.0+local", "1.0.post1.dev1", "1.0.post1",
        "1.0.1",
        "1.1", "1.1.1", "2.0a1", "2.0", "2.0.1", "3!0.1", "3!1.0a1", "3!1.0", "1.0.0.0.1", "70000.1", "70000.1rc1",
    ]

    /// The slots found through the order of the versions are those that match one by one.
    @Test(arguments: ["<", "<=", ">", ">=", "==", "!=", "~=", "==="])
    func slotsAgreeWithMatchingEachVersion(comparison: String) throws {
        let versions = try Self.texts.map { try Version($0) }.sorted(by: >)
        let package = KnownPackage(
            name: PackageName(normalizing: "a"),
            candidates: versions.map { Candidate(version: $0) }
        )
        #expect(package.versions.count == Self.texts.count)
        for text in Self.texts + ["0.1", "1", "1.5", "9!9", "1.*", "1.0.*", "2.0.*"] {
            for other in ["", ",!=1.0", ",<2"] {
                guard let specifiers = try? VersionSpecifiers(comparison + text + other) else { continue }
                let expected = package.slots.filter { specifiers.contains(package.version(at: $0)) }
                #expect(package.slots(matching: specifiers).descending == expected.reversed(), "\(specifiers)")
            }
        }
    }

    @Test func findsTheSlotOfEachVersion() throws {
        let versions = try Self.texts.map { try Version($0) }.sorted()
        let package = KnownPackage(
            name: PackageName(normalizing: "a"),
            candidates: versions.map { Candidate(version: $0) }
        )
        for (index, version) in versions.enumerated() { #expect(package.slot(of: version) == Int32(index) + 1) }
        for absent in ["0.1", "1.5", "9!9"] { #expect(package.slot(of: try Version(absent)) == nil) }
    }
}
