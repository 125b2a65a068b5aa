import Digests
import Testing

@testable import PythonPackaging

@Suite struct ReleaseTableTests {
    private static let first = SHA256Digest(of: "first")
    private static let second = SHA256Digest(of: "second")

    @Test(
        arguments: [
            ([("foo-1.0-py3-none-any.whl", nil), ("foo-1.0.tar.gz", nil)], "foo-1.0-py3-none-any.whl"),
            (
                [("foo-1.0-py3-none-any.whl", nil), ("foo-1.0-cp312-cp312-manylinux_2_17_x86_64.whl", nil)],
                "foo-1.0-cp312-cp312-manylinux_2_17_x86_64.whl"
            ),
            (
                [
                    ("foo-1.0-cp312-cp312-manylinux2014_x86_64.whl", nil),
                    ("foo-1.0-cp312-cp312-manylinux_2_28_x86_64.manylinux_2_27_x86_64.whl", nil),
                    ("foo-1.0-cp312-cp312-manylinux_2_39_x86_64.whl", nil),
                    ("foo-1.0-cp312-cp312-musllinux_1_2_x86_64.whl", nil),
                ],
                "foo-1.0-cp312-cp312-manylinux_2_28_x86_64.manylinux_2_27_x86_64.whl"
            ),
            (
                [
                    ("foo-1.0-py3-none-any.whl", nil), ("foo-1.0-10-py3-none-any.whl", nil),
                    ("foo-1.0-9-py3-none-any.whl", nil),
                ],
                "foo-1.0-10-py3-none-any.whl"
            ),
            (
                [("foo-1.0-cp312-cp312-linux_x86_64.whl", nil), ("foo-1.0-py3-none-any.whl", first)],
                "foo-1.0-py3-none-any.whl"
            ),
        ] as [([(String, SHA256Digest?)], String)]
    )
    func choosesTheBestWheel(files: [(name: String, sha256: SHA256Digest?)], expected: String) throws {
        for order in [files, files.reversed()] {
            let table = ReleaseTable(
                listing: ProjectListing(files: try order.map { try .example($0.name, "1.0", sha256: $0.sha256) }),
                platform: try .example(),
                hashes: nil
            )
            #expect(try table.wheel(of: Version("1.0"))?.filename == expected)
            #expect(table.candidates.map(\.unusable) == [nil])
        }
    }

    @Test func saysWhyAVersionCannotBeUsed() throws {
        let wheel = "foo-1.0-py3-none-any.whl"
        let foreign = ["foo-1.0-cp312-cp312-win_amd64.whl", "foo-1.0-cp313-cp313-manylinux_2_17_x86_64.whl"]
        let files: [(files: [DistributionFile], hashes: Set<SHA256Digest>?, reason: UnusableReason?)] = [
            ([try .example("foo-1.0.tar.gz", "1.0")], nil, .onlySourceDistribution),
            (
                try foreign.map { try .example($0, "1.0") }, nil,
                .noCompatibleWheel(tags: ["cp312-cp312-win_amd64", "cp313-cp313-manylinux_2_17_x86_64"])
            ),
            ([try .example(wheel, "1.0", ">=3.13")], nil, .requiresPython(">=3.13")),
            ([try .example(wheel, "1.0", "<3.12")], nil, .requiresPython("<3.12")),
            ([try .example(wheel, "1.0", "whatever")], nil, nil),
            ([try .example(wheel, "1.0", ">=3.12.1")], nil, nil),
            ([try .example(wheel, "1.0", nil, true)], nil, .yanked(reason: nil)),
            ([try .example(wheel, "1.0", nil, true), try .example("foo-1.0-1-py3-none-any.whl", "1.0")], nil, nil),
            ([try .example(wheel, "1.0", sha256: Self.first)], [Self.first, Self.second], nil),
            ([try .example(wheel, "1.0", sha256: Self.first)], [Self.second], .excludedByHash),
            ([try .example(wheel, "1.0")], [Self.second], .excludedByHash),
            ([try .example(wheel, "1.0", sha256: Self.first)], [], .excludedByHash),
            (
                [
                    try .example(wheel, "1.0", sha256: Self.first),
                    try .example("foo-1.0.tar.gz", "1.0", sha256: Self.second),
                ], [Self.second], .excludedByHash
            ),
            ([try .example("foo-1.0.tar.gz", "1.0", sha256: Self.second)], [Self.second], .onlySourceDistribution),
        ]
        for (files, hashes, reason) in files {
            let table = ReleaseTable(listing: ProjectListing(files: files), platform: try .example(), hashes: hashes)
            #expect(table.candidates == [Candidate(version: try Version("1.0"), unusable: reason)], "\(files)")
        }
    }

    @Test func listsTheNewestVersionFirst() throws {
        let versions = ["1.0", "1.10", "1.9", "2.0rc1"]
        let table = ReleaseTable(
            listing: ProjectListing(files: try versions.map { try .example("foo-\($0)-py3-none-any.whl", $0) }),
            platform: try .example(),
            hashes: nil
        )
        #expect(table.candidates.map(\.version.description) == ["2.0rc1", "1.10", "1.9", "1.0"])
    }
}

extension DistributionFile {
    /// A file as an index may list it.
    static func example(
        _ filename: String,
        _ version: String,
        _ requiresPython: String? = nil,
        _ yanked: Bool = false,
        sha256: SHA256Digest? = nil
    ) throws -> DistributionFile {
        DistributionFile(
            filename: filename,
            url: "https://example.org/\(filename)",
            kind: filename.hasSuffix(".whl") ? .wheel : .sourceDistribution,
            version: try Version(version),
            sha256: sha256,
            requiresPython: requiresPython,
            yanked: yanked
        )
    }
}
