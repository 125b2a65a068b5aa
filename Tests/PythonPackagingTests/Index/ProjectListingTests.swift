import Digests
import Testing

@testable import PythonPackaging

@Suite struct ProjectListingTests {
    private static let hash = String(repeating: "0f", count: 32)

    private func file(_ filename: String, _ version: String, url: String, _ time: String? = nil) throws
        -> DistributionFile
    {
        DistributionFile(
            filename: filename,
            url: url,
            kind: filename.hasSuffix(".whl") ? .wheel : .sourceDistribution,
            version: try Version(version),
            sha256: SHA256Digest(hex: Self.hash),
            bytes: 1 << 40,
            requiresPython: ">=3.9",
            yanked: true,
            yankedReason: "é",
            hasMetadata: true,
            metadataSHA256: nil,
            uploadTime: time
        )
    }

    @Test func givesBackWhatItWasGiven() throws {
        let public64 = "https://files.test/ab/cd/" + Self.hash.prefix(60) + "/"
        let files = [
            try file(
                "demo-1.0-py3-none-any.whl",
                "1.0",
                url: public64 + "demo-1.0-py3-none-any.whl",
                "2026-09-13T12:00:13Z"
            ),
            try file("demo-1.0-1-py3-none-any.whl", "1.0", url: "https://files.test/other?x=demo"),
            try file("demo-2.0.tar.gz", "2.0", url: public64.uppercased() + "demo-2.0.tar.gz", "0000-00-00T00:00:00Z"),
            try file("demo-0.1a5000.zip", "0.1a5000", url: "https://files.test/demo-0.1a5000.zip"),
            try file("demo-1!1+x.zip", "1!1+x", url: "/local/demo-1!1+x.zip"),
            try file(".whl", "1.0.0", url: ""),
        ]
        let listing = ProjectListing(files: files)
        #expect(listing.files == files)
        #expect(listing.releases.map(\.version.description) == ["0.1a5000", "1.0", "2.0", "1!1+x"])
        #expect(listing.releases.map(\.members.count) == [1, 3, 1, 1])
        #expect(ProjectListing(listing.bytes) == listing)
    }

    @Test func readsDigestsAsSHA256DigestDoes() {
        for byte in UInt8.min...UInt8.max {
            for position in [0, 7, 8, 63] {
                var digits = Array(Self.hash.utf8)
                digits[position] = byte
                let expected = SHA256Digest(hex: String(decoding: digits, as: UTF8.self))
                let packed = digits.withUnsafeBufferPointer { PackedDigest(hex: $0, allowsUppercase: true) }
                #expect(packed.map { withUnsafeBytes(of: $0) { Array($0) } } == expected?.bytes)
                let lowercased = digits.withUnsafeBufferPointer { PackedDigest(hex: $0, allowsUppercase: false) }
                #expect((lowercased != nil) == (expected != nil && !(0x41...0x46).contains(byte)))
            }
        }
    }

    @Test func survivesDamage() throws {
        let url = "https://files.test/demo-1.0-py3-none-any.whl"
        let listing = ProjectListing(files: [
            try file("demo-1.0-py3-none-any.whl", "1.0", url: url, "2026-09-13T12:00:13Z"),
            try file("demo-1!1+x.zip", "1!1+x", url: "/local/demo-1!1+x.zip"),
        ])
        for length in listing.bytes.indices { #expect(ProjectListing(Array(listing.bytes[..<length])) == nil) }
        for position in listing.bytes.indices {
            for bit in 0..<8 {
                var damaged = listing.bytes
                damaged[position] ^= 1 << bit
                guard let read = ProjectListing(damaged) else { continue }
                #expect(read.files.count <= 2)
                let table = ReleaseTable(listing: read, platform: .standard, hashes: nil)
                for candidate in table.candidates { _ = table.wheel(of: candidate.version) }
            }
        }
    }

    @Test(arguments: [
        "2.3.4", "0", "1.0.0.0", "65534.1", "1.0a1", "1.2b0", "3rc4095", "1.0.post0", "1.dev3", "1a2.post3.dev4",
    ])
    func parsesCommonVersionsAsOthers(text: String) throws {
        let parsed = Array(text.utf8).withUnsafeBufferPointer(Version.init(common:))
        let common = try #require(parsed)
        var cursor = ByteCursor(text)
        let read = cursor.readVersion()
        let parts = try #require(read)
        #expect(common == Version(parts))
        #expect(common.description == parts.description)
        #expect(common.isPrerelease == (parts.pre != nil || parts.dev != nil))
        #expect(common.isPostrelease == (parts.post != nil))
    }

    @Test(arguments: ["", "1.", ".1", "65535", "1.2.3.4.5", "1.0a", "1.0rc4096", "v1", "1.0-1", "1+x", "1!2", "1.0 "])
    func leavesOtherVersionsAlone(text: String) {
        let common = Array(text.utf8).withUnsafeBufferPointer(Version.init(common:))
        #expect(common == nil)
    }
}
