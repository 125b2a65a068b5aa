import ArtifactArchive
import Digests
import Foundation
import Testing

@Suite struct ArchiveBaseTests {
    private let workspace: Workspace
    private let segments: [SegmentFile]

    init() throws {
        let workspace = try Workspace()
        self.workspace = workspace
        segments = try (0..<5).map { index in
            try SegmentFile(
                [("f\(index)", (0..<40_000 + index).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 7 &+ index) })],
                in: workspace,
                named: "s\(index)"
            )
        }
    }

    private func compose(
        _ chosen: [Int],
        to name: String,
        format: ArchiveFormat = .tarGzip,
        continuing base: ArchiveBase? = nil
    ) throws -> ComposedArchive {
        var composer = try ArchiveComposer(path: workspace.file(name), format: format, continuing: base)
        for index in chosen { try composer.append(segments[index]) }
        return try composer.finish()
    }

    private func verified(_ name: String, _ archive: ComposedArchive, identity: FileIdentity? = nil) -> ArchiveBase? {
        let path = workspace.file(name)
        guard let identity = identity ?? FileIdentity(at: path) else { return nil }
        return .verified(path, format: .tarGzip, identity: identity, parts: archive.parts)
    }

    @Test(arguments: [
        ([0, 1, 2], [0, 1, 3]), ([0, 1, 2], [0, 1, 2]), ([0, 1, 2], [0, 1, 2, 3]), ([0, 1, 2], [0]), ([0, 1, 2], []),
        ([0, 1, 2], [3, 1, 2]), ([0, 1, 2, 3, 4], [0, 1, 3, 2, 4]),
    ])
    func anArchiveThatContinuesAnotherIsTheSame(first: [Int], second: [Int]) throws {
        let base = try #require(verified("old", try compose(first, to: "old")))
        #expect(base.parts.count == first.count)
        let inode = FileIdentity(at: workspace.file("old"))?.inode
        let continued = try compose(second, to: "new", continuing: base)
        #expect(try continued == compose(second, to: "plain"))
        #expect(try workspace.read("new") == workspace.read("plain"))
        #expect(FileIdentity(at: workspace.file("new"))?.inode == inode)
        #expect(FileIdentity(at: workspace.file("old")) == nil)
    }

    @Test(arguments: [0, 1, 2])
    func damageEndsWhatIsTakenOver(part: Int) throws {
        let archive = try compose([0, 1, 2], to: "old")
        let offset = archive.parts[..<part].reduce(10) { $0 + Int($1.bytes) } + Int(archive.parts[part].bytes) / 2
        var content = try workspace.read("old")
        content[offset] ^= 4
        _ = try workspace.write(content, to: "old")
        let base = verified("old", archive)
        #expect(base?.parts.count ?? 0 == part)
        #expect(try compose([0, 1, 2], to: "new", continuing: base) == archive)
        #expect(try compose([0, 1, 2], to: "plain") == archive)
        #expect(try workspace.read("new") == workspace.read("plain"))
    }

    @Test func aTouchedFileIsNotTakenOver() throws {
        let archive = try compose([0, 1], to: "old")
        let identity = try #require(FileIdentity(at: workspace.file("old")))
        #expect(verified("old", archive, identity: identity) != nil)
        let handle = try #require(FileHandle(forUpdatingAtPath: workspace.file("old")))
        handle.write(Data([0x1F]))
        try handle.close()
        let seconds = Double(identity.modified) / 1e9
        let date = Date(timeIntervalSince1970: seconds)
        try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: workspace.file("old"))
        #expect(verified("old", archive, identity: identity) == nil)
    }

    @Test func aFileInUseIsNotTakenOver() throws {
        let archive = try compose([0, 1], to: "old")
        let reader = try #require(FileHandle(forReadingAtPath: workspace.file("old")))
        #expect(verified("old", archive) == nil)
        try reader.close()
        #expect(verified("old", archive) != nil)
    }

    @Test func aFileOfTwoNamesIsNotTakenOver() throws {
        let archive = try compose([0, 1], to: "old")
        try FileManager.default.linkItem(atPath: workspace.file("old"), toPath: workspace.file("other"))
        #expect(verified("old", archive) == nil)
    }

    @Test func aFileOfAnotherFormatIsNotTakenOver() throws {
        let archive = try compose([0, 1], to: "old")
        let other = try #require(verified("old", archive))
        #expect(throws: ArchiveError.self) { try compose([0], to: "new", format: .tar, continuing: other) }
        #expect(FileIdentity(at: workspace.file("old")) != nil)
    }

    @Test func givesUpWhenItIsNotWanted() throws {
        let archive = try compose([0, 1], to: "old")
        let path = workspace.file("old")
        let identity = try #require(FileIdentity(at: path))
        let base = ArchiveBase.verified(path, format: .tarGzip, identity: identity, parts: archive.parts) { false }
        #expect(base == nil)
    }

    @Test func aCloneIsOneOrNothing() throws {
        let archive = try compose([0, 1, 2], to: "old")
        let path = workspace.file("old")
        let identity = try #require(FileIdentity(at: path))
        let base = ArchiveBase.cloned(
            path,
            format: .tarGzip,
            identity: identity,
            parts: archive.parts,
            to: workspace.file("clone")
        )
        // Only some file systems can.
        if let base {
            #expect(base.parts == archive.parts)
            #expect(try compose([0, 1, 2], to: "clone", continuing: base) == archive)
        } else {
            #expect(FileIdentity(at: workspace.file("clone")) == nil)
        }
        #expect(FileIdentity(at: path) == identity)
    }

    private func sources(_ archive: ComposedArchive, isVerified: Bool) -> [ArchiveBase.Source] {
        zip(archive.parts, segments).map { .init($0, path: $1.path, isVerified: isVerified) }
    }

    @Test(arguments: [true, false])
    func segmentsCopiedBeforehandAreTakenOver(isVerified: Bool) throws {
        let archive = try compose([0, 1, 2], to: "plain")
        let sources = sources(archive, isVerified: isVerified)
        let base = ArchiveBase.copied(sources, format: .tarGzip, to: workspace.file("new"))
        #expect(base?.parts == archive.parts)
        #expect(try compose([0, 1, 2], to: "new", continuing: base) == archive)
        #expect(try workspace.read("new") == workspace.read("plain"))
        // The plan turned out another.
        let other = try compose([0, 3], to: "plain")
        let again = ArchiveBase.copied(sources, format: .tarGzip, to: workspace.file("new"))
        #expect(try compose([0, 3], to: "new", continuing: again) == other)
        #expect(try workspace.read("new") == workspace.read("plain"))
    }

    @Test(arguments: [(true, 0), (true, 2), (false, 0), (false, 2)])
    func copyingBeforehandEndsAtADamagedSegment(isVerified: Bool, damaged: Int) throws {
        let archive = try compose([0, 1, 2], to: "plain")
        var content = try workspace.read("s\(damaged)")
        content[content.count / 2] ^= 1
        _ = try workspace.write(content, to: "s\(damaged)")
        let sources = sources(archive, isVerified: isVerified)
        let base = ArchiveBase.copied(sources, format: .tarGzip, to: workspace.file("new"))
        #expect(base?.parts.count ?? 0 == damaged)
        let error = #expect(throws: ArchiveError.self) { try compose([0, 1, 2], to: "new", continuing: base) }
        #expect(error?.kind == .digestMismatch)
        #expect(error?.file == segments[damaged].path)
    }

    @Test func copyingBeforehandGivesUp() throws {
        let archive = try compose([0, 1, 2], to: "plain")
        let sources = sources(archive, isVerified: true)
        let (path, missing) = (workspace.file("new"), workspace.file("no/new"))
        #expect(ArchiveBase.copied(sources, format: .tarGzip, to: path) { false } == nil)
        #expect(ArchiveBase.copied(sources, format: .tarGzip, to: missing) == nil)
        try FileManager.default.removeItem(atPath: segments[1].path)
        #expect(ArchiveBase.copied(sources, format: .tarGzip, to: path)?.parts.count ?? 0 <= 1)
    }

    @Test func aChecksumStandsForTheDigest() throws {
        let parts = try compose([0, 1], to: "old").parts
        func recompose(_ checksum: UInt32) throws -> ComposedArchive {
            var composer = try ArchiveComposer(path: workspace.file("new"))
            try composer.append(segments[0])
            let file = segments[1]
            try composer.append(file.segment, at: file.path, expecting: file.digest, checksum: checksum)
            return try composer.finish()
        }
        #expect(try recompose(parts[1].checksum).parts == parts)
        let wrong = #expect(throws: ArchiveError.self) { try recompose(parts[1].checksum ^ 1) }
        #expect(wrong?.kind == .digestMismatch)

        var content = try workspace.read("s1")
        content[content.count / 2] ^= 0x20
        _ = try workspace.write(content, to: "s1")
        let damaged = #expect(throws: ArchiveError.self) { try recompose(parts[1].checksum) }
        #expect(damaged?.kind == .digestMismatch)
        #expect(damaged?.file == segments[1].path)
    }
}
