import Foundation
import Testing

@testable import ArtifactArchive

@Suite struct TarHeaderTests {
    @Test(arguments: [
        ("a", UInt64(0), false), ("bin/run.sh", 123, true), (String(repeating: "n", count: 100), 1, false),
        ("p/" + String(repeating: "n", count: 100), 511, false),
        (String(repeating: "p", count: 155) + "/" + String(repeating: "n", count: 100), 8_589_934_591, true),
        ("a/b/" + String(repeating: "c", count: 60) + "/" + String(repeating: "d", count: 60), 5, false),
    ])
    func equalsWhatPythonWrites(path: String, bytes: UInt64, isExecutable: Bool) throws {
        let workspace = try Workspace()
        let header = try TarHeader(path: path, bytes: bytes, isExecutable: isExecutable, modificationTime: 315_532_800)
        _ = try workspace.write(header.bytes, to: "header")
        let script = #"""
            import sys, tarfile
            path, size, mode, mine = sys.argv[1], int(sys.argv[2]), int(sys.argv[3], 8), open(sys.argv[4], 'rb').read()
            t = tarfile.TarInfo.frombuf(mine, 'utf-8', 'strict')
            assert (t.name, t.size, t.mode, t.mtime, t.uid, t.gid, t.uname, t.gname) == (path, size, mode, 315532800, 0, 0, '', ''), vars(t)
            theirs = tarfile.TarInfo(path); theirs.size = size; theirs.mode = mode; theirs.mtime = 315532800
            print(theirs.tobuf(tarfile.USTAR_FORMAT) == mine, end='')
            """#
        let same = try workspace.python(
            script,
            path,
            "\(bytes)",
            isExecutable ? "755" : "644",
            workspace.file("header")
        )
        #expect(same == "True")
    }

    /// A file of nine gibibytes, holes only, listed by every reader.
    @Test func statesSizesBeyondEightGibibytes() throws {
        let workspace = try Workspace()
        let bytes: UInt64 = 9 << 30
        let header = try TarHeader(path: "huge.bin", bytes: bytes, isExecutable: false, modificationTime: 0)
        let path = try workspace.write(header.bytes, to: "huge.tar")
        try #require(truncate(path, off_t(header.bytes.count) + off_t(bytes) + 1024) == 0)
        let python = "import sys, tarfile; print(*[(m.name, m.size) for m in tarfile.open(sys.argv[1])], end='')"
        #expect(try workspace.python(python, path) == "('huge.bin', \(bytes))")
        for tool in ["tar", "bsdtar"] where Workspace.hasProgram(tool) {
            #expect(try workspace.run([tool, "-tvf", path]).contains(" \(bytes) "), "\(tool)")
        }
    }

    @Test(arguments: ["", "/a", "a/", "a//b", ".", "..", "a/../b", "./a", "a/.", "a\u{0}b"])
    func rejectsPathsThatAreNotPlain(path: String) throws {
        let error = #expect(throws: ArchiveError.self) {
            _ = try TarHeader(path: path, bytes: 0, isExecutable: false, modificationTime: 0)
        }
        #expect(error?.kind == .invalidPath)
    }
}
