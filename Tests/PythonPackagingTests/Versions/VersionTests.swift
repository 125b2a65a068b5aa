import PythonPackaging
import Testing

@Suite struct VersionTests {
    @Test(arguments: [
        "1.0", "1.0.0", "1!1.0", "1.0a1", "1.0.post1", "1.0.dev20990101", "1.0+cpu", "70000.1", "1.2.3.4.5",
        "1.99999999999999999999999999", "1.0.post99999999999999999999",
    ])
    func hashesWhatIsEqual(text: String) throws {
        let version = try Version(text)
        let spelledOtherwise = try Version(" v" + text.uppercased().replacing("1.0", with: "01.0") + "\n")
        #expect(version == spelledOtherwise)
        #expect(version.hashValue == spelledOtherwise.hashValue)
        #expect(Set([version, spelledOtherwise]).count == 1)
    }

    @Test func trailingZerosDoNotCount() throws {
        #expect(try Version("1") == Version("1.0.0.0.0.0"))
        #expect(try Version("1").hashValue == Version("1.0.0.0.0.0").hashValue)
        #expect(try Version("0") == Version("0.0"))
    }

    @Test func numbersOfAnySizeAreExact() throws {
        let texts = [
            "1.65534", "1.65535", "1.65536", "1.18446744073709551615", "1.18446744073709551616",
            "1.18446744073709551617",
            "1." + String(repeating: "9", count: 300), "1.1" + String(repeating: "0", count: 300),
        ]
        let versions = try texts.map { try Version($0) }
        #expect(versions == versions.sorted())
        #expect(versions.map(\.description) == texts)
        #expect(try VersionSpecifiers("~=1.18446744073709551615.1").contains(Version("1.18446744073709551615.2")))
    }

    @Test(arguments: [
        "", " ", "v", "1.", "1!", "!1", "1..2", "1.0+", "1.0+a+b", "1.0-", "one", "1.0\u{0}", "１.0", "1.0dev1a",
    ])
    func refuses(text: String) {
        #expect(throws: VersionError(text: text)) { try Version(text) }
    }
}
