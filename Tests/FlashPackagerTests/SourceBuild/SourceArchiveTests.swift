import Foundation
import Testing

@testable import FlashPackager

@Suite struct SourceArchiveTests {
    @Test(arguments: ["../x", "../\\u0301x", "a/../../x", "/x", "/\\u0301x", "a\\\\x", "x/.."])
    func refusesZipMembersOutsideTheDirectory(name: String) throws {
        let tree = try TemporaryTree(["out/a/keep": ""])
        let python = Process()
        python.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        let script =
            "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1], 'w'); z.writestr('\(name)', b'x'); z.close()"
        python.arguments = ["python3", "-c", script, tree.path("x.zip")]
        try python.run()
        python.waitUntilExit()
        #expect(python.terminationStatus == 0)
        let error = #expect(throws: BuildFailure.self) {
            try SourceArchive(path: tree.path("x.zip"), label: "x").extract(to: tree.path("out"))
        }
        #expect(error?.code == "bad-source")
        #expect(try FileManager.default.contentsOfDirectory(atPath: tree.root).sorted() == ["out", "x.zip"])
    }
}
