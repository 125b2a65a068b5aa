import Foundation
import Testing

@testable import FlashPackager

struct ProjectWalkTests {
    @Test func sortsByPathBytes() throws {
        let tree = try TemporaryTree(["a/b": "", "a.b": "", "a0": "", "B": "", "é": "", "a/a/c": ""])
        #expect(try tree.files() == ["B", "a.b", "a/a/c", "a/b", "a0", "é"])
    }

    @Test func recordsAttributes() throws {
        let tree = try TemporaryTree(["run.sh": "#!/bin/sh\n", "data": "12345"])
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: tree.path("run.sh"))
        let listing = try tree.listing()
        #expect(listing.root == tree.root)
        #expect(listing.bytes == 15)
        let data = try #require(listing.files.first)
        #expect(data.path == "data" && data.bytes == 5 && !data.isExecutable)
        #expect(listing.files.last?.isExecutable == true)
        let attributes = try FileManager.default.attributesOfItem(atPath: tree.path("data"))
        #expect(attributes[.systemFileNumber] as? UInt64 == data.inode)
        let modified = try #require(attributes[.modificationDate] as? Date)
        #expect(abs(modified.timeIntervalSince1970 - Double(data.modified) / 1e9) < 0.001)
        #expect(data.changed >= data.modified)
    }

    @Test func builtInDefaultsKeepSecretsAndCachesOut() throws {
        let tree = try TemporaryTree([
            ".env": "KEY=1", ".env.local": "", ".env.example": "", "sub/.env": "", ".git/config": "",
            "sub/.git": "gitdir: x",
            "node_modules/a/index.js": "", "__pycache__/m.pyc": "", "m.pyc": "", ".DS_Store": "",
            "x.egg-info/PKG-INFO": "",
            ".flash/artifact.tar.gz": "", ".gitignore": "", ".flashignore": "", "main.py": "", "envs.py": "",
            ".venv/x": "",
        ])
        #expect(try tree.files() == [".env.example", "envs.py", "main.py"])
        let exclusions = try tree.exclusions()
        #expect(exclusions[".env"] == "\".env\" (built-in default)")
        #expect(exclusions[".env.local"] == "\".env.*\" (built-in default)")
        #expect(exclusions[".git/"] == "\".git\" (never packaged)")
        #expect(exclusions["sub/.git"] == "\".git\" (never packaged)")
        #expect(exclusions["node_modules/"] == "\"node_modules/\" (built-in default)")
        #expect(exclusions["node_modules/a/index.js"] == nil)
    }

    @Test func negationTakesDefaultsBackButNotHardRules() throws {
        let tree = try TemporaryTree([
            ".flashignore": "!.env\n!node_modules/\n!__pycache__/\n!.git\n!.flash/\n",
            ".env": "", "node_modules/a.js": "", "__pycache__/a": "", ".git/HEAD": "", ".flash/x": "",
        ])
        #expect(try tree.files() == [".env", "node_modules/a.js"])
    }

    @Test func negationInGitignoreDoesNotUndoDefaults() throws {
        let tree = try TemporaryTree([".gitignore": ".*\n!.env\n!.hidden\n", ".env": "", ".hidden": "", ".other": ""])
        #expect(try tree.files() == [".hidden"])
        #expect(try tree.exclusions()[".other"] == "\".*\" (.gitignore:1)")
    }

    @Test func flashignorePrecedesGitignoreAndDeeperPrecedesShallower() throws {
        let tree = try TemporaryTree([
            ".gitignore": "*.bin\n*.log\n", ".flashignore": "!model.bin\n*.md\n",
            "model.bin": "", "other.bin": "", "README.md": "", "sub/a.log": "", "sub/.gitignore": "!a.log\n",
            "sub/keep.md": "", "sub/.flashignore": "\n!keep.md\nmodel.bin\n", "sub/model.bin": "",
        ])
        #expect(try tree.files() == ["model.bin", "sub/a.log", "sub/keep.md"])
        let exclusions = try tree.exclusions()
        #expect(exclusions["sub/model.bin"] == "\"model.bin\" (sub/.flashignore:3)")
        #expect(exclusions["README.md"] == "\"*.md\" (.flashignore:2)")
        #expect(exclusions["other.bin"] == "\"*.bin\" (.gitignore:1)")
    }

    @Test func excludedDirectoryIsNotEntered() throws {
        let tree = try TemporaryTree([".flashignore": "data/\n!data/keep.bin\n", "data/keep.bin": "", "main.py": ""])
        let secret = tree.path("data")
        try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: secret)
        defer { try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: secret) }
        #expect(try tree.files() == ["main.py"])
        #expect(try tree.exclusions()["data/"] == "\"data/\" (.flashignore:1)")
    }

    @Test func recognisesEnvironmentsByContent() throws {
        let tree = try TemporaryTree([
            "py312/pyvenv.cfg": "", "py312/lib/x.py": "", "conda/conda-meta/history": "", "main.py": "",
            "kept/pyvenv.cfg": "", ".flashignore": "!kept/\n",
        ])
        #expect(try tree.files() == ["kept/pyvenv.cfg", "main.py"])
        #expect(try tree.exclusions()["py312/"] == "virtual environment")
        #expect(try tree.exclusions()["conda/"] == "virtual environment")
    }

    @Test func followsLinksInsideTheProject() throws {
        let tree = try TemporaryTree(["real/a.py": "12", "real/deep/b.py": "3"])
        try tree.link("alias.py", to: "real/a.py")
        try tree.link("copy", to: "real")
        try tree.link("chain", to: "copy")
        let listing = try tree.listing()
        let expected = [
            "alias.py", "chain/a.py", "chain/deep/b.py", "copy/a.py", "copy/deep/b.py", "real/a.py", "real/deep/b.py",
        ]
        #expect(listing.files.map(\.path) == expected)
        #expect(listing.excluded.isEmpty)
        #expect(listing.files.first?.bytes == 2)
    }

    @Test func reportsLinksThatCannotBeFollowed() throws {
        let outside = try TemporaryTree(["secret": "", "directory/a": ""])
        let tree = try TemporaryTree(["d/a.py": ""])
        try tree.link("d/loop", to: "../d")
        try tree.link("root", to: ".")
        try tree.link("self", to: "self")
        try tree.link("gone", to: "nowhere")
        try tree.link("out", to: outside.path("secret"))
        try tree.link("outdir", to: outside.path("directory"))
        #expect(try tree.files() == ["d/a.py"])
        let expected = [
            "d/loop/": "symbolic link to a directory that contains it (to ../d)",
            "root/": "symbolic link to a directory that contains it (to .)",
            "self": "dangling symbolic link (to self)",
            "gone": "dangling symbolic link (to nowhere)",
            "out": "symbolic link out of the project (to \(outside.path("secret")))",
            "outdir/": "symbolic link out of the project (to \(outside.path("directory")))",
        ]
        #expect(try tree.exclusions() == expected)
        #expect(try tree.listing().excluded.allSatisfy(\.reason.isUnexpected))
    }

    @Test func mutualLinksEnd() throws {
        let tree = try TemporaryTree(["a/1": "", "b/2": ""])
        try tree.link("a/b", to: "../b")
        try tree.link("b/a", to: "../a")
        #expect(try tree.files() == ["a/1", "a/b/2", "b/2", "b/a/1"])
    }

    @Test func linksDoNotSmuggleWhatDefaultsKeepOut() throws {
        let tree = try TemporaryTree([
            ".env": "", ".git/config": "", "sub/.venv/x": "", ".flashignore": "!git-config\n!wanted\n",
        ])
        try tree.link("settings", to: ".env")
        try tree.link("wanted", to: ".env")
        try tree.link("git-config", to: ".git/config")
        try tree.link("libs", to: "sub/.venv")
        #expect(try tree.files() == ["wanted"])
        let exclusions = try tree.exclusions()
        #expect(exclusions["settings"] == "\".env\" (built-in default)")
        #expect(exclusions["git-config"] == "\".git\" (never packaged)")
        #expect(exclusions["libs/"] == "\".venv/\" (built-in default)")
    }

    @Test func reportsSpecialFilesAndForeignNames() throws {
        let tree = try TemporaryTree(["a": ""])
        try #require(mkfifo(tree.path("pipe"), 0o600) == 0)
        let name = tree.root.utf8CString.dropLast() + [CChar(0x2F), CChar(bitPattern: 0xFF), 0x62, 0]
        let descriptor = open(Array(name), O_CREAT | O_WRONLY, 0o600)
        try #require(descriptor >= 0)
        close(descriptor)
        defer { unlink(Array(name)) }
        #expect(try tree.files() == ["a"])
        #expect(try tree.exclusions() == ["pipe": "FIFO", "\\xFFb": "name is not UTF-8"])
    }

    @Test func refusesWhatIsNotAProject() throws {
        let tree = try TemporaryTree(["file": ""])
        for path in [tree.path("file"), tree.path("missing"), ""] {
            #expect(throws: ProjectWalkError(.noProject, path: path)) { try ProjectWalk(root: path) }
        }
    }

    @Test func refusesUnusableIgnoreFiles() throws {
        let directory = try TemporaryTree([".flashignore/x": ""])
        #expect(throws: ProjectWalkError(.ignoreFileNotRegular, path: directory.path(".flashignore"))) {
            try directory.listing()
        }
        let device = try TemporaryTree()
        try device.link(".flashignore", to: "/dev/zero")
        #expect(throws: ProjectWalkError(.ignoreFileNotRegular, path: device.path(".flashignore"))) {
            try device.listing()
        }
        let large = try TemporaryTree([".gitignore": String(repeating: "a\n", count: 600_000)])
        #expect(throws: ProjectWalkError.self) { try large.listing() }
    }

    @Test func boundsTheNumberOfEntries() throws {
        let tree = try TemporaryTree(["d0/x": ""])
        for level in 1...20 {
            try tree.link("d\(level)/l", to: "../d\(level - 1)")
            try tree.link("d\(level)/r", to: "../d\(level - 1)")
        }
        var walk = try ProjectWalk(root: tree.root)
        walk.maximumEntries = 5_000
        let error = #expect(throws: ProjectWalkError.self) { try walk.listing() }
        #expect(error?.kind == .tooManyEntries(limit: 5_000))
    }
}
