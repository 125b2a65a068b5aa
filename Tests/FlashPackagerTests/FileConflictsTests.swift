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

    @Test func equalFilesOfTwoPackagesAreNoConflict() throws {
        let conflicts = try FileConflicts(
            packages: [("a", [installed("ns/__init__.py")]), ("b", [installed("ns/__init__.py")])],
            project: []
        )
        #expect(conflicts.overlaps.isEmpty)
    }

    @Test func differentFilesOfTwoPackagesAreReportedWithTheWinner() throws {
        let conflicts = try FileConflicts(
            packages: [("a", [installed("bin/x", "1")]), ("b", [installed("bin/x", "2")])],
            project: []
        )
        #expect(conflicts.overlaps == [.init(path: "bin/x", winner: "b", loser: "a")])
    }

    @Test(arguments: [
        (["six.py"], "six.py"), (["six.py"], "six/__init__.py"), (["idna/__init__.py", "idna/core.py"], "idna.py"),
        (["idna/__init__.py", "idna/core.py"], "idna/core.py"),
    ])
    func theProjectMayNotReplaceAPackage(files: [String], own: String) throws {
        do {
            _ = try FileConflicts(packages: [("p", files.map { installed($0) })], project: [input(own)])
            Issue.record("no conflict")
        } catch {
            #expect(error.code == "file-conflict")
            #expect(error.exitStatus == 65)
            #expect(error.location?.file == own)
        }
    }

    @Test func otherFilesOfTheProjectAreFine() throws {
        let conflicts = try FileConflicts(
            packages: [("six", [installed("six.py")])],
            project: [input("main.py"), input("workers/six.py"), input("six.txt")]
        )
        #expect(conflicts.overlaps.isEmpty)
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
        #expect(copy.files == original.files)
        #expect(PackageSegment(encoded: Array("flash-segment 0 x".utf8)) == nil)
        #expect(PackageSegment(encoded: []) == nil)
    }
}
