import Testing

@testable import PythonPackaging

@Suite struct LowerBoundTests {
    @Test(arguments: [
        (">=3.8,<3.12", ">=3.8"),
        ("<=3.11", ""),
        ("~=3.8", ">=3.8"),
        ("==3.11.*", ">=3.11"),
        ("==3.11.4", ">=3.11.4"),
        (">3.7,!=3.9.*,<4", ">3.7,!=3.9.*"),
    ])
    func keepsWhatIsNotTooNew(stated: String, kept: String) throws {
        let specifiers = try VersionSpecifiers(stated)
        #expect(specifiers.withoutUpperBounds.description == kept)
    }
}
