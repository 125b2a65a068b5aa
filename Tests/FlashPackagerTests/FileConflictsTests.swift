import Digests
import ManifestGen
import Testing

@testable import FlashPackager

@Suite struct FileConflictsTests {
    private func installed(_ path: String, _ content: String = "") -> InstalledFile {
        InstalledFile(path: path, bytes: 1, compressedBytes: 1, sha256: SHA256Digest(of: content))
    }

    private func input(_ path: String) -> InputFile {
        InputFile(
            path: path,
            absolutePath: path,
            displayPath: path,
            isExecutable: false,
            identity: FileIdentity(bytes: 1, modified: 0, changed: 0, inode: 1)
        )
    }

    private func check(
        _ packages: [(name: String, files: [InstalledFile])],
        _ project: [InputFile]
    ) throws(BuildFailure) {
        try FileConflicts(PackageContents(of: packages)) { packages }.check(project)
    }

    @Test func filesThatShareNoNameAtTheTopAreNotLookedFor() throws {
        let contents = PackageContents(of: [("p", [installed("tests/a.py"), installed("p/__init__.py")])])
        #expect(contents.names == ["tests", "p"])
        #expect(contents.modules == ["tests", "p"])
        #expect(contents.packages == ["p": "p"])
        var count = 0
        func files() -> [(name: String, files: [InstalledFile])] {
            count += 1
            return [("p", [installed("tests/a.py")])]
        }
        try FileConflicts(contents, files: files).check([input("src/a.py"), input("main.py")])
        #expect(count == 0)
        try FileConflicts(contents, files: files).check([input("tests/b.py")])
        #expect(count == 1)
    }

    @Test func equalFilesOfTwoPackagesAreNoConflict() throws {
        let contents = PackageContents(
            of: [("a", [installed("ns/__init__.py")]), ("b", [installed("ns/__init__.py")])]
        )
        #expect(contents.overlaps.isEmpty)
    }

    @Test func differentFilesOfTwoPackagesAreReportedWithTheWinner() throws {
        let contents = PackageContents(of: [("a", [installed("bin/x", "1")]), ("b", [installed("bin/x", "2")])])
        #expect(contents.overlaps == [.init(path: "bin/x", winner: "b", loser: "a")])
    }

    @Test(arguments: [
        (["six.py"], "six.py"), (["six.py"], "six/__init__.py"), (["idna/__init__.py", "idna/core.py"], "idna.py"),
        (["idna/__init__.py", "idna/core.py"], "idna/core.py"),
    ])
    func theProjectMayNotReplaceAPackage(files: [String], own: String) throws {
        do {
            try check([("p", files.map { installed($0) })], [input(own)])
            Issue.record("no conflict")
        } catch {
            #expect(error.code == "file-conflict")
            #expect(error.exitStatus == 65)
            #expect(error.location?.file == own)
        }
    }

    @Test func otherFilesOfTheProjectAreFine() throws {
        try check([("six", [installed("six.py")])], [input("main.py"), input("workers/six.py"), input("six.txt")])
    }

    @Test(arguments: [
        nil, InstalledRecord(path: "a b-1.dist-info/RECORD", sha256: SHA256Digest(of: "r"), unpackedBytes: 77),
    ])
    func theStoredFormReadsBack(record: InstalledRecord?) throws {
        let original = PackageSegment(
            digest: SHA256Digest(of: "segment"),
            segment: SegmentSummary(crc32: 7, tarBytes: 1024, bytes: 99),
            record: record,
            files: [installed("a b/c d.py", "x"), installed("ü.txt", "y")]
        )
        let copy = try #require(PackageSegment(encoded: original.encoded))
        #expect(copy.digest == original.digest)
        #expect(copy.segment == original.segment)
        #expect(copy.record == record)
        #expect(copy.files() == original.files())
        #expect(PackageSegment(encoded: Array("flash-segment 0 x".utf8)) == nil)
        #expect(PackageSegment(encoded: []) == nil)
    }
}
