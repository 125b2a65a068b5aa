import Digests
import Testing

@Suite struct SHA256Tests {
    /// FIPS 180-4 example vectors.
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ])
    func knownVectors(text: String, expected: String) {
        #expect(SHA256Digest(of: text).hex == expected)
    }

    @Test func resumesFromAStoredState() throws {
        let content = (0..<1000).map { UInt8(truncatingIfNeeded: $0) }
        for split in [0, 1, 63, 64, 65, 999, 1000] {
            var first = SHA256Hasher()
            first.update(content[..<split])
            var second = try #require(SHA256Hasher(state: first.state))
            second.update(content[split...])
            #expect(second.finalize() == SHA256Digest(of: content))
        }
    }

    @Test(arguments: ["", "abc", String(repeating: "g", count: 64), String(repeating: "0", count: 63)])
    func rejectsWhatIsNoDigest(text: String) {
        #expect(SHA256Digest(hex: text) == nil)
    }

    @Test func readsEitherCase() {
        let digest = SHA256Digest(of: "x")
        #expect(SHA256Digest(hex: digest.hex.uppercased()) == digest)
    }
}
