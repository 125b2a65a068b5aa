import ArtifactArchive
import ArtifactCache
import Digests
import Foundation
import Testing

@testable import FlashPackager

@Suite struct ProjectRunTests {
    private let tree: TemporaryTree
    private let run: ProjectRun

    init() throws {
        tree = try TemporaryTree()
        run = ProjectRun(
            store: try ArtifactStore(directory: tree.path("store")),
            modificationTime: 0,
            compression: .balanced
        )
    }

    private func files(_ contents: [(path: String, content: Data)]) throws -> [ProjectRun.File] {
        for (path, content) in contents {
            try tree.write("project/\(path)", "")
            try content.write(to: URL(fileURLWithPath: tree.path("project/\(path)")))
        }
        return contents.map { file($0.path, SHA256Digest(of: Array($0.content)), bytes: UInt64($0.content.count)) }
    }

    private func file(_ path: String, _ digest: SHA256Digest, bytes: UInt64) -> ProjectRun.File {
        let file = InputFile(
            path: path,
            absolutePath: tree.path("project/\(path)"),
            displayPath: path,
            isExecutable: false,
            identity: FileIdentity(bytes: bytes, modified: 0, changed: 0, inode: 0)
        )
        return (file, digest)
    }

    /// Content of `count` bytes; of those, `shift` bits of each are zero.
    private static func content(_ count: Int, seed: UInt64, shift: UInt64 = 0) -> Data {
        var state = seed
        return Data(
            (0..<count).map { _ in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return UInt8(truncatingIfNeeded: (state >> 56) >> shift)
            }
        )
    }

    /// Some 10 MB in files of 100 KB, with a large file among them.
    private static let project: [(path: String, content: Data)] =
        (100..<200).map { ("data/\($0).bin", content(100_000, seed: UInt64($0), shift: 5)) }
        + [("model.bin", content(5 << 20, seed: 1)), ("worker.py", Data("print(1)\n".utf8))]

    private func archive(_ parts: [ArtifactPart]) throws -> String {
        let path = tree.path("a.tar.gz")
        var composer = try ArchiveComposer(path: path)
        for part in parts {
            let summary = part.segment
            let segment = Segment(crc32: summary.crc32, tarBytes: summary.tarBytes, bytes: summary.bytes, files: [])
            switch part.source {
            case .file(let file): try composer.append(segment, at: file, expecting: part.digest)
            case .memory(let content): try composer.append(segment, content: content)
            }
        }
        _ = try composer.finish()
        return path
    }

    @Test func partsHoldAllFilesInOrder() throws {
        let files = try files(Self.project)
        let parts = try run.parts(files)
        #expect(parts.count > 3)
        #expect(parts.allSatisfy { $0.name == "project" })
        let path = try archive(parts)
        #expect(try ArchiveReader.members(of: path).map(\.path) == files.map(\.file.path))
        try FileManager.default.createDirectory(atPath: tree.path("out"), withIntermediateDirectories: true)
        try ArchiveReader.extract(path, to: tree.path("out"))
        for (path, content) in Self.project {
            #expect(FileManager.default.contents(atPath: tree.path("out/\(path)")) == content)
        }
    }

    @Test func partsDoNotDependOnWhatIsKept() throws {
        let files = try files(Self.project)
        let first = try run.parts(files)
        #expect(try run.parts(files).map(\.digest) == first.map(\.digest))
        let other = ProjectRun(
            store: try ArtifactStore(directory: tree.path("other")),
            modificationTime: 0,
            compression: .balanced
        )
        #expect(try other.parts(files).map(\.digest) == first.map(\.digest))
    }

    @Test func anEditMakesOnePartNew() throws {
        let before = try run.parts(try files(Self.project))
        var project = Self.project
        project[7].content[0] &+= 1
        let after = try run.parts(try files(project))
        #expect(after.count == before.count)
        #expect(zip(before, after).filter { $0.digest != $1.digest }.count == 1)
        let again = try run.parts(try files(project))
        #expect(again.map(\.digest) == after.map(\.digest))
    }

    @Test func onlyThePartOfAnEditIsRead() throws {
        let files = try files(Self.project)
        _ = try run.parts(files)
        for name in ["data/100.bin", "model.bin"] {
            try FileManager.default.removeItem(atPath: tree.path("project/\(name)"))
        }
        #expect(try run.parts(files).count > 3)
    }

    @Test func contentThatDoesNotShrinkIsStored() throws {
        let parts = try run.parts(try files([("model.bin", Self.content(6 << 20, seed: 3))]))
        let (bytes, tarBytes) = (Double(parts[0].segment.bytes), Double(parts[0].segment.tarBytes))
        #expect(abs(bytes / tarBytes - 1) < 0.001)
        let shrinking = try run.parts(try files([("model.bin", Self.content(6 << 20, seed: 3, shift: 1))]))
        #expect(Double(shrinking[0].segment.bytes) < 0.92 * Double(shrinking[0].segment.tarBytes))
    }

    @Test(arguments: [(10, 20), (6 << 20, 6 << 20)])
    func aFileThatChangedIsAnError(bytes: Int, bytesNow: Int) throws {
        let stale = try files([("model.bin", Self.content(bytes, seed: 1))])
        _ = try files([("model.bin", Self.content(bytesNow, seed: 2))])
        let failure = #expect(throws: BuildFailure.self) { try run.parts(stale) }
        #expect(failure?.message.contains("model.bin") == true)
    }
}
