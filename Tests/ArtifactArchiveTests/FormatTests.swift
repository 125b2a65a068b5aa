import Digests
import Foundation
import Testing

@testable import ArtifactArchive

@Suite struct FormatTests {
    /// Composes the same wheel and files every time: small and large, stored and deflated, repetitive and random.
    private func compose(_ compression: Compression, as name: String, in workspace: Workspace) throws -> (
        archive: ComposedArchive, path: String, listing: [String]
    ) {
        if !FileManager.default.fileExists(atPath: workspace.file("t.zip")) {
            try workspace.python(ZipFixtures.tricky, workspace.file("t.zip"), "seekable")
        }
        let wheel = try SegmentFile(
            of: workspace.file("t.zip"),
            in: workspace,
            named: "wheel-\(name)",
            compression: compression
        )
        let project = try SegmentFile(
            [
                ("handler.py", Array("print()\n".utf8)), ("empty", []),
                ("model.bin", SplitMix.bytes(9 << 20, mask: 31, seed: 3)),
                ("zeros", [UInt8](repeating: 0, count: 5 << 20)),
            ],
            in: workspace,
            named: "project-\(name)",
            compression: compression
        )
        let path = workspace.file(name + (compression.format.suffixes.first ?? ""))
        var composer = try ArchiveComposer(path: path, format: compression.format)
        try composer.append(wheel)
        try composer.append(project)
        return (try composer.finish(), path, wheel.listing + project.listing)
    }

    @Test(arguments: Compression.allCases)
    func everyReaderSeesTheFiles(compression: Compression) throws {
        let workspace = try Workspace()
        let (archive, path, listing) = try compose(compression, as: "a", in: workspace)
        #expect(archive.sha256 == SHA256Digest(ofFileAt: path))
        try Readers.check(path, against: listing, format: compression.format, in: workspace)
        #expect(
            try ArchiveReader.members(of: path).map(\.path).sorted()
                == listing.map { $0.prefix { $0 != "\t" } }.map(String.init).sorted()
        )
    }

    @Test func everyCompressionHoldsTheSameTarStream() throws {
        let workspace = try Workspace()
        let archives = try Compression.allCases.map { try compose($0, as: $0.rawValue, in: workspace).archive }
        #expect(Set(archives.map(\.tarSHA256)).count == 1)
        #expect(Set(archives.map(\.tarBytes)).count == 1)
        let bytes = Dictionary(uniqueKeysWithValues: zip(Compression.allCases, archives.map(\.bytes)))
        #expect(try #require(bytes[.small]) <= #require(bytes[.balanced]))
        #expect(try #require(bytes[.balanced]) <= #require(bytes[.fast]))
        #expect(bytes[.uncompressed] == archives[0].tarBytes)
        let plain = try #require(archives.last)
        #expect(plain.sha256 == plain.tarSHA256)
    }

    @Test(arguments: Compression.allCases)
    func writesTheSameBytesTwice(compression: Compression) throws {
        let workspace = try Workspace()
        let first = try compose(compression, as: "a", in: workspace)
        let second = try compose(compression, as: "b", in: workspace)
        #expect(first.archive == second.archive)
        #expect(
            try workspace.read("a" + compression.format.suffixes[0])
                == workspace.read("b" + compression.format.suffixes[0])
        )
    }

    @Test(arguments: [Compression.small, .zstandard, .uncompressed])
    func accountsForEveryByte(compression: Compression) throws {
        let workspace = try Workspace()
        let files = [("a", 3), ("b", 9 << 20), ("c", 70_000), ("d", 4 << 20)].map { name, count in
            (path: name, contents: SplitMix.bytes(count, mask: 63, seed: UInt64(count)))
        }
        let file = try SegmentFile(files, in: workspace, named: "s", compression: compression)
        #expect(file.segment.files.reduce(0) { $0 + $1.compressedBytes } == file.segment.bytes)
        #expect(UInt64(try workspace.read("s").count) == file.segment.bytes)
        let shares = file.segment.files.map(\.compressedBytes)
        #expect(shares[1] > 2 * shares[3])
        #expect(shares[3] > 40 * shares[2])
    }

    @Test func writesFramesWithSizeAndChecksum() throws {
        let workspace = try Workspace()
        let (archive, path, _) = try compose(.zstandard, as: "a", in: workspace)
        let listing = try workspace.run(["zstd", "-lv", path])
        #expect(listing.contains("XXH64"))
        #expect(listing.contains("\(archive.tarBytes) B"))
        let frames = listing.split(separator: "\n").first { $0.contains("Frames") }?.split(separator: " ").last
        #expect(Int(try #require(frames)) ?? 0 > 4)
    }

    @Test(arguments: [Compression.balanced, .zstandard, .uncompressed])
    func namesADamagedSegment(compression: Compression) throws {
        let workspace = try Workspace()
        let content = SplitMix.bytes(100_000, mask: 63, seed: 9)
        let bad = try SegmentFile([("b", content)], in: workspace, named: "bad", compression: compression)
        var bytes = try workspace.read("bad")
        bytes[bytes.count / 2] ^= 0x10
        _ = try workspace.write(bytes, to: "bad")
        var composer = try ArchiveComposer(path: workspace.file("a"), format: compression.format)
        try composer.append(bad)
        let error = #expect(throws: ArchiveError.self) { _ = try composer.finish() }
        #expect(error?.kind == .digestMismatch)
        #expect(error?.file == bad.path)
    }

    /// A segment that is intact but of another format must not be taken.
    @Test(arguments: Compression.allCases, Compression.allCases)
    func refusesSegmentsOfOtherFormats(made: Compression, wanted: Compression) throws {
        guard made.format != wanted.format else { return }
        let workspace = try Workspace()
        let file = try SegmentFile([("a", Array("text".utf8))], in: workspace, named: "s", compression: made)
        var composer = try ArchiveComposer(path: workspace.file("a"), format: wanted.format)
        try composer.append(file)
        let error = #expect(throws: ArchiveError.self) { _ = try composer.finish() }
        #expect(error?.kind == .checksumMismatch)
    }

    @Test(arguments: [
        ("artifact.tar.gz", ArchiveFormat.tarGzip), ("a.tgz", .tarGzip), ("a.tar.zst", .tarZstandard),
        ("a.tzst", .tarZstandard), ("a.tar", .tar), ("a.zip", nil), ("tar.gz", nil), ("a.tar.gz.part", nil), ("", nil),
        ("a.TAR", nil), ("a.zst", nil),
    ])
    func knowsFormatsByTheirName(name: String, format: ArchiveFormat?) {
        #expect(ArchiveFormat(filename: name) == format)
    }

    @Test(arguments: ["", "none ", "gzip", "9", "ZSTD", "small;rm", "\u{0}", "balanced\n"])
    func knowsNoOtherCompressions(name: String) {
        #expect(Compression(rawValue: name) == nil)
    }

    @Test func namesWhatSegmentsDependOn() {
        #expect(Set(Compression.allCases.map(\.identifier)).count == Compression.allCases.count)
    }

    @Test(arguments: [-1, 0, 23, Int(Int32.max)])
    func rejectsLevelsThatDoNotExist(level: Int) {
        let zstandard = #expect(throws: ArchiveError.self) { _ = try ZstandardFrame(level: level) }
        #expect(zstandard?.kind == .misuse)
        let deflate = #expect(throws: ArchiveError.self) { _ = try RunCompressor(level: level) }
        #expect(deflate?.kind == .misuse)
    }

    /// One core and many give the same bytes.
    @Test(arguments: [1, 2, 7])
    func runsComeInTheirOrder(cores: Int) throws {
        let content = SplitMix.bytes(50 << 20, mask: 3, seed: 11)
        func encode(_ runs: ParallelRuns) throws -> [UInt8] {
            var encoded: [UInt8] = []
            try content.withUnsafeBytes { bytes in
                for start in stride(from: 0, to: bytes.count, by: 1_000_003) {
                    let piece = UnsafeRawBufferPointer(rebasing: bytes[start...].prefix(1_000_003))
                    try runs.append(piece, to: { encoded.append(contentsOf: $0) }, { _, _ in })
                }
            }
            try runs.flush(to: { encoded.append(contentsOf: $0) }, { _, _ in })
            return encoded
        }
        let encoding = RunEncoding.zstandard(level: 1)
        let alone = try encode(ParallelRuns(encoding, workers: RunWorkers(1)))
        #expect(try encode(ParallelRuns(encoding, workers: RunWorkers(cores))) == alone)
        var rest = alone[...]
        let expanded = ByteCollector()
        try ZstandardExpander().expand(
            from: { buffer in
                let piece = rest.prefix(buffer.count)
                buffer.copyBytes(from: piece)
                rest = rest.dropFirst(piece.count)
                return piece.count
            },
            { expanded.bytes.append(contentsOf: $0) }
        )
        #expect(expanded.bytes == content)
    }
}

private final class ByteCollector {
    var bytes: [UInt8] = []
}
