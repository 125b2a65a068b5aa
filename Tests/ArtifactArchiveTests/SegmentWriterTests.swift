import ArtifactArchive
import Digests
import Foundation
import Testing

@Suite struct SegmentWriterTests {
    @Test func readsFilesFromDisk() throws {
        let workspace = try Workspace()
        let sizes = [0, 1, 511, 512, 513, 65535, 65536, 65537, 5 << 20]
        let contents = sizes.map { SplitMix.bytes($0, mask: 63, seed: UInt64($0)) }
        for (size, content) in zip(sizes, contents) { _ = try workspace.write(content, to: "f\(size)") }
        let fromDisk = try SegmentFile(in: workspace, named: "disk") { writer in
            try sizes.map {
                let digest = try writer.add(path: "f\($0)", isExecutable: true, file: workspace.file("f\($0)"))
                return "f\($0)\t755\t\($0)\t\(digest)"
            }
        }
        let fromMemory = try SegmentFile(in: workspace, named: "memory") { writer in
            try zip(sizes, contents).map {
                let digest = try writer.add(path: "f\($0)", isExecutable: true, contents: $1)
                return "f\($0)\t755\t\($0)\t\(digest)"
            }
        }
        #expect(fromDisk.listing == fromMemory.listing)
        #expect(fromDisk.digest == fromMemory.digest)
        #expect(fromDisk.segment == fromMemory.segment)
        var composer = try ArchiveComposer(path: workspace.file("a.tar.gz"))
        try composer.append(fromDisk)
        _ = try composer.finish()
        try Readers.check(workspace.file("a.tar.gz"), against: fromDisk.listing, in: workspace)
    }

    @Test(arguments: [Compression.fast, .balanced], [UInt8(0xFF), 0x0F])
    func otherCoresMakeNoDifference(compression: Compression, mask: UInt8) throws {
        let workspace = try Workspace()
        let path = try workspace.write(SplitMix.bytes(9 << 20, mask: mask, seed: 4), to: "f")
        func write(isParallel: Bool) throws -> (bytes: [UInt8], segment: Segment) {
            var bytes: [UInt8] = []
            var writer = SegmentWriter(compression: compression, isParallel: isParallel) {
                bytes.append(contentsOf: $0)
            }
            try writer.add(path: "small", isExecutable: false, contents: [1, 2, 3])
            try writer.add(path: "f", isExecutable: false, file: path)
            let segment = try writer.finish()
            #expect(segment.bytes == UInt64(bytes.count))
            return (bytes, segment)
        }
        let (alone, together) = (try write(isParallel: false), try write(isParallel: true))
        #expect(alone.bytes == together.bytes)
        #expect(alone.segment == together.segment)
    }

    @Test(arguments: ["grows", "shrinks"])
    func noticesAFileThatChangesMeanwhile(how: String) throws {
        let workspace = try Workspace()
        let path = try workspace.write(SplitMix.bytes(9 << 20, seed: 6), to: "f")
        var writer = SegmentWriter(compression: .fast) { _ in truncate(path, how == "grows" ? 10 << 20 : 5 << 20) }
        let error = #expect(throws: ArchiveError.self) { try writer.add(path: "f", isExecutable: false, file: path) }
        #expect(error?.kind == .sourceChanged)
        #expect(error?.file == path)
        let after = #expect(throws: ArchiveError.self) { _ = try writer.finish() }
        #expect(after?.kind == .misuse)
    }

    @Test func doesNotWaitForAPipe() throws {
        let workspace = try Workspace()
        try workspace.run(["mkfifo", "pipe"])
        var writer = SegmentWriter { _ in }
        let error = #expect(throws: ArchiveError.self) {
            try writer.add(path: "f", isExecutable: false, file: workspace.file("pipe"))
        }
        #expect(error?.kind == .inputOutput)
    }

    @Test func passesOnWhatTheSinkThrows() throws {
        struct Full: Error {}
        var writer = SegmentWriter { _ in throw Full() }
        try writer.add(path: "f", isExecutable: false, contents: [1])
        #expect(throws: Full.self) { _ = try writer.finish() }
    }

    @Test(arguments: ["/etc/passwd", "../up", "a/", ""])
    func rejectsPathsThatAreNotPlain(path: String) throws {
        var writer = SegmentWriter { _ in }
        let error = #expect(throws: ArchiveError.self) { try writer.add(path: path, isExecutable: false, contents: []) }
        #expect(error?.kind == .invalidPath)
    }

    @Test func isJoinableWhenEmpty() throws {
        let workspace = try Workspace()
        let empty = try SegmentFile([], in: workspace, named: "empty")
        let one = try SegmentFile([("a", [1])], in: workspace, named: "one")
        #expect(empty.segment == Segment(crc32: 0, tarBytes: 0, bytes: 0, files: []))
        var composer = try ArchiveComposer(path: workspace.file("a.tar.gz"))
        for file in [empty, one, empty] { try composer.append(file) }
        _ = try composer.finish()
        try Readers.check(workspace.file("a.tar.gz"), against: one.listing, in: workspace)
    }

    @Test func takesTheTimeItIsGiven() throws {
        let workspace = try Workspace()
        var bytes: [UInt8] = []
        var writer = SegmentWriter(modificationTime: 1_700_000_000) { bytes.append(contentsOf: $0) }
        try writer.add(path: "a", isExecutable: false, contents: [])
        let segment = try writer.finish()
        let path = try workspace.write(bytes, to: "segment")
        var composer = try ArchiveComposer(path: workspace.file("a.tar.gz"))
        try composer.append(segment, at: path, expecting: SHA256Digest(of: bytes))
        _ = try composer.finish()
        #expect(try ArchiveReader.members(of: workspace.file("a.tar.gz")).map(\.modificationTime) == [1_700_000_000])
    }
}
