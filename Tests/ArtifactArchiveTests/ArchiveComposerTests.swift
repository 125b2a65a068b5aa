import ArtifactArchive
import Digests
import Foundation
import Testing

@Suite struct ArchiveComposerTests {
    @Test(arguments: ["seekable", "unseekable"])
    func everyReaderSeesTheTrickyFiles(kind: String) throws {
        let workspace = try Workspace()
        try workspace.python(ZipFixtures.tricky, workspace.file("t.zip"), kind)
        let wheel = try SegmentFile(of: workspace.file("t.zip"), in: workspace, named: "wheel")
        let project = try SegmentFile(
            [("handler.py", Array("print()\n".utf8)), ("empty", []), ("flash_manifest.json", Array("{}".utf8))],
            in: workspace,
            named: "project"
        )
        let path = workspace.file("a.tar.gz")
        var composer = try ArchiveComposer(path: path)
        try composer.append(wheel)
        try composer.append(project)
        let composed = try composer.finish()

        let archive = try workspace.read("a.tar.gz")
        #expect(composed.bytes == UInt64(archive.count))
        #expect(composed.sha256 == SHA256Digest(of: archive))
        let tar = try workspace.run(["sh", "-c", "gzip -dc a.tar.gz | sha256sum"])
        #expect(tar == "\(try #require(composed.tarSHA256))  -\n")
        #expect(try workspace.run(["sh", "-c", "gzip -dc a.tar.gz | wc -c"]) == "\(composed.tarBytes)\n")
        try Readers.check(path, against: wheel.listing + project.listing, in: workspace)

        let listed = wheel.listing.map { $0.split(separator: "\t") }.map { "\($0[0])\t\($0[2])\t\($0[3])\n" }
        #expect(try listed.joined() == workspace.python(ZipFixtures.listing, workspace.file("t.zip")))
    }

    @Test func accountsForEveryByte() throws {
        let workspace = try Workspace()
        try workspace.python(ZipFixtures.tricky, workspace.file("t.zip"), "seekable")
        let wheel = try SegmentFile(of: workspace.file("t.zip"), in: workspace, named: "wheel")
        #expect(wheel.segment.files.reduce(0) { $0 + $1.compressedBytes } == wheel.segment.bytes)
        #expect(wheel.segment.files.map(\.path) == wheel.listing.map { String($0.split(separator: "\t")[0]) })
        let sizes = Dictionary(uniqueKeysWithValues: wheel.segment.files.map { ($0.path, $0) })
        #expect(try #require(sizes["p/stored_compressible.txt"]).compressedBytes < 30_000)
        #expect(try #require(sizes["p/stored_big.bin"]).compressedBytes > 300_000)
    }

    @Test func writesTheSameBytesTwice() throws {
        let workspace = try Workspace()
        try workspace.python(ZipFixtures.tricky, workspace.file("t.zip"), "seekable")
        let results = try ["a", "b"].map { name in
            let wheel = try SegmentFile(of: workspace.file("t.zip"), in: workspace, named: name)
            var composer = try ArchiveComposer(path: workspace.file("\(name).tar.gz"))
            try composer.append(wheel)
            return try composer.finish()
        }
        #expect(results[0] == results[1])
        #expect(try workspace.read("a.tar.gz") == workspace.read("b.tar.gz"))
    }

    @Test func composesAnEmptyArchive() throws {
        let workspace = try Workspace()
        var composer = try ArchiveComposer(path: workspace.file("a.tar.gz"))
        let composed = try composer.finish()
        #expect(composed.tarBytes == 1024)
        #expect(composed.tarSHA256 == SHA256Digest(of: [UInt8](repeating: 0, count: 1024)))
        try Readers.check(workspace.file("a.tar.gz"), against: [], in: workspace)
    }

    @Test func namesADamagedSegment() throws {
        let workspace = try Workspace()
        let good = try SegmentFile([("a", [1])], in: workspace, named: "good")
        let bad = try SegmentFile([("b", [UInt8](repeating: 2, count: 5000))], in: workspace, named: "bad")
        var bytes = try workspace.read("bad")
        bytes[bytes.count / 2] ^= 0x10
        _ = try workspace.write(bytes, to: "bad")
        var composer = try ArchiveComposer(path: workspace.file("a.tar.gz"))
        try composer.append(good)
        try composer.append(bad)
        let error = #expect(throws: ArchiveError.self) { _ = try composer.finish() }
        #expect(error?.kind == .digestMismatch)
        #expect(error?.file == bad.path)
        #expect(error?.message.contains(bad.digest.hex) == true)
        let again = #expect(throws: ArchiveError.self) { _ = try composer.finish() }
        #expect(again?.kind == .misuse)
    }

    @Test func rejectsASegmentOfAnotherSize() throws {
        let workspace = try Workspace()
        let file = try SegmentFile([("a", [1])], in: workspace, named: "a")
        _ = try workspace.write(workspace.read("a") + [0], to: "a")
        var composer = try ArchiveComposer(path: workspace.file("a.tar.gz"))
        let error = #expect(throws: ArchiveError.self) { try composer.append(file) }
        #expect(error?.kind == .sizeMismatch)
        #expect(error?.file == file.path)
    }

    @Test func resumesTheTarDigest() throws {
        let workspace = try Workspace()
        let cache = MemoryCache()
        let segments = try (0..<4).map { index in
            try SegmentFile(
                [("f\(index)", [UInt8](repeating: UInt8(index), count: 10_000 * index))],
                in: workspace,
                named: "s\(index)"
            )
        }
        func compose(_ chosen: [Int], _ cache: MemoryCache?, tar: Bool = true) throws -> ComposedArchive {
            var composer = try ArchiveComposer(path: workspace.file("a.tar.gz"), cache: cache, digestsTarStream: tar)
            for index in chosen { try composer.append(segments[index]) }
            return try composer.finish()
        }
        for chosen in [[0, 1, 2], [0, 1, 2], [0, 1, 3], [0, 1], [1, 0], [0, 1, 2, 3], []] {
            #expect(try compose(chosen, cache) == compose(chosen, nil), "\(chosen)")
        }
        // Prefixes of two builds in common: 0; 0 1; 1; 0 1 2.
        #expect(cache.count == 4)
        #expect(cache.hits == 4)

        // Without the tar stream's digest, states with it serve as well, but not the other way round.
        let alone = try compose([0, 1, 2], cache, tar: false)
        #expect(alone.tarSHA256 == nil)
        #expect(alone.sha256 == (try compose([0, 1, 2], nil)).sha256)
        #expect(cache.count == 4)
        #expect(cache.hits == 5)
        #expect(try compose([3, 0, 1], cache, tar: false).sha256 == compose([3, 0, 1], nil).sha256)
        #expect(try compose([3, 0, 2], cache, tar: false).sha256 == compose([3, 0, 2], nil).sha256)
        #expect(cache.count == 6)
        #expect(cache.hits == 6)
        #expect(try compose([3, 0, 1], cache) == compose([3, 0, 1], nil))
        #expect(cache.hits == 6)
    }
}

private final class MemoryCache: DigestStateCache, @unchecked Sendable {
    private let lock = NSLock()
    private var states: [SHA256Digest: [UInt8]] = [:]
    private(set) var hits = 0

    var count: Int { states.count }

    func firstState(among prefixes: [SHA256Digest]) -> (prefix: SHA256Digest, state: [UInt8])? {
        lock.withLock {
            for prefix in prefixes {
                if let state = states[prefix] {
                    hits += 1
                    return (prefix, state)
                }
            }
            return nil
        }
    }

    func store(_ new: [(prefix: SHA256Digest, state: [UInt8])]) {
        lock.withLock { for (prefix, state) in new { states[prefix] = state } }
    }
}
