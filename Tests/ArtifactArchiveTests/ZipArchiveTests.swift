import ArtifactArchive
import Digests
import Testing

@Suite struct ZipArchiveTests {
    @Test(arguments: ["seekable", "unseekable"])
    func readsWhatPythonReads(kind: String) throws {
        let workspace = try Workspace()
        let path = workspace.file("t.zip")
        try workspace.python(ZipFixtures.tricky, path, kind)
        let archive = try ZipArchive(path: path)
        let listing = try archive.entries.map {
            "\($0.name)\t\($0.bytes)\t\(SHA256Digest(of: try archive.contents(of: $0)))\n"
        }
        #expect(try listing.joined() == workspace.python(ZipFixtures.listing, path))
        #expect(archive.entries.filter(\.isExecutable).map(\.name) == ["p/run.sh"])
    }

    @Test(arguments: ["seekable", "unseekable"])
    func readsFromATail(kind: String) throws {
        let workspace = try Workspace()
        let path = workspace.file("t.zip")
        try workspace.python(ZipFixtures.tricky, path, kind)
        let whole = try workspace.read("t.zip")
        let archive = try ZipArchive(path: path)
        let last = try #require(archive.entries.last)

        let short = #expect(throws: ArchiveError.self) {
            _ = try ZipTail(tail: Array(whole.suffix(100)), archiveBytes: UInt64(whole.count))
        }
        guard case .tailTooShort(let required) = short?.kind else {
            Issue.record("\(String(describing: short))")
            return
        }
        let exact = try ZipTail(tail: Array(whole.suffix(Int(required))), archiveBytes: UInt64(whole.count))
        #expect(exact.entries == archive.entries)
        #expect(try exact.contents(of: last) == nil)

        let enough = Int(exact.requiredTailBytes(for: last))
        let tail = try ZipTail(tail: Array(whole.suffix(enough)), archiveBytes: UInt64(whole.count))
        #expect(try tail.contents(of: last) == archive.contents(of: last))
        #expect(try tail.contents(of: archive.entries[0]) == nil)
        #expect(try ZipTail(tail: whole, archiveBytes: UInt64(whole.count)).contents(of: archive.entries[2]) == [120])
    }

    @Test func asksForMoreWhenTheEndIsCut() throws {
        let workspace = try Workspace()
        try workspace.python(ZipFixtures.tricky, workspace.file("t.zip"), "seekable")
        let whole = try workspace.read("t.zip")
        for bytes in 0..<22 {
            let error = #expect(throws: ArchiveError.self) {
                _ = try ZipTail(tail: Array(whole.suffix(bytes)), archiveBytes: UInt64(whole.count))
            }
            guard case .tailTooShort(let required) = error?.kind else {
                Issue.record("\(String(describing: error))")
                continue
            }
            #expect(required > UInt64(bytes) && required <= UInt64(whole.count))
        }
    }

    @Test func readsZip64Records() throws {
        let workspace = try Workspace()
        let path = workspace.file("many.zip")
        try workspace.python(
            """
            import sys, zipfile
            with zipfile.ZipFile(sys.argv[1], 'w') as z:
                for i in range(70000): z.writestr(zipfile.ZipInfo(f'f{i}'), b'')
            """,
            path
        )
        let whole = try workspace.read("many.zip")
        #expect(try ZipArchive(path: path).entries.count == 70000)
        let short = #expect(throws: ArchiveError.self) {
            _ = try ZipTail(tail: Array(whole.suffix(30)), archiveBytes: UInt64(whole.count))
        }
        guard case .tailTooShort(let required) = short?.kind else {
            Issue.record("\(String(describing: short))")
            return
        }
        #expect(required >= 98)
    }

    @Test func keepsToTheLimit() throws {
        let workspace = try Workspace()
        try workspace.python(ZipFixtures.tricky, workspace.file("t.zip"), "seekable")
        let archive = try ZipArchive(path: workspace.file("t.zip"))
        let big = try #require(archive.entries.first { $0.name == "p/stored_big.bin" })
        let error = #expect(throws: ArchiveError.self) { _ = try archive.contents(of: big, limit: 299_999) }
        #expect(error?.kind == .limitExceeded)
    }
}
