import ArtifactArchive
import Digests
import Foundation
import Testing

@Suite struct ArchiveReaderTests {
    @Test(arguments: ["a.tar", "a.tar.gz", "a.tar.zst"])
    func readsBackWhatWasComposed(name: String) throws {
        let workspace = try Workspace()
        try workspace.python(ZipFixtures.tricky, workspace.file("t.zip"), "seekable")
        let wheel = try SegmentFile(of: workspace.file("t.zip"), in: workspace, named: "wheel")
        var composer = try ArchiveComposer(path: workspace.file("a.tar.gz"))
        try composer.append(wheel)
        _ = try composer.finish()
        try workspace.run(["sh", "-c", "gzip -dc a.tar.gz > a.tar && zstd -q a.tar -o a.tar.zst"])

        let listed = try ArchiveReader.members(of: workspace.file(name))
        #expect(listed.map(line) == wheel.listing)
        let extracted = try ArchiveReader.extract(workspace.file(name), to: workspace.file("out"))
        #expect(extracted == listed)
        for member in extracted {
            let path = workspace.file("out") + "/" + member.path
            #expect(member.sha256 == SHA256Digest(of: Array(try Data(contentsOf: URL(fileURLWithPath: path)))))
            #expect(FileManager.default.isExecutableFile(atPath: path) == member.isExecutable || getuid() == 0)
        }
    }

    private func line(_ member: ArchiveMember) -> String {
        "\(member.path)\t\(String(member.mode, radix: 8))\t\(member.bytes)\t\(member.sha256?.hex ?? "-")"
    }

    struct Hostile: Sendable, CustomTestStringConvertible {
        let what: String
        /// Python that adds members to `t`.
        let members: String

        var testDescription: String { what }
    }

    static let hostile: [Hostile] = [
        Hostile(what: "absolute path", members: "file('/tmp/flash-escape')"),
        Hostile(what: "parent path", members: "file('../escape')"),
        Hostile(what: "parent path inside", members: "file('a/../../escape')"),
        Hostile(what: "parent path with a combining character", members: "file('../\\u0301escape')"),
        Hostile(what: "link through a combining character", members: "link('l', '../\\u0301x')"),
        Hostile(what: "absolute link", members: "link('l', '/etc')"),
        Hostile(what: "link to the parent", members: "link('l', '..')"),
        Hostile(what: "link that climbs", members: "link('a/l', '../../x')"),
        Hostile(what: "link that climbs later", members: "link('p/q/s', '../..'); link('t', 'p/q/s/../x')"),
        Hostile(what: "link of a directory to be", members: "link('s', 'a'); file('s/f')"),
        Hostile(what: "hard link to the outside", members: "link('h', '../../etc/passwd', tarfile.LNKTYPE)"),
        Hostile(what: "absolute hard link", members: "link('h', '/etc/passwd', tarfile.LNKTYPE)"),
        Hostile(what: "hard link to nothing", members: "link('h', 'none', tarfile.LNKTYPE)"),
        Hostile(what: "device", members: "special('d', tarfile.CHRTYPE)"),
        Hostile(what: "pipe", members: "special('p', tarfile.FIFOTYPE)"),
        Hostile(what: "file as a directory", members: "file('a'); file('a/b')"),
        Hostile(what: "the directory itself", members: "file('.')"),
    ]

    private static let prelude = """
        import sys, io, tarfile
        t = tarfile.open(sys.argv[1], 'w:gz')
        def file(name, data=b'x', mode=0o644):
            i = tarfile.TarInfo(name); i.size = len(data); i.mode = mode; t.addfile(i, io.BytesIO(data))
        def special(name, type):
            i = tarfile.TarInfo(name); i.type = type; t.addfile(i)
        def link(name, target, type=tarfile.SYMTYPE):
            i = tarfile.TarInfo(name); i.type = type; i.linkname = target; t.addfile(i)

        """

    @Test(arguments: hostile)
    func neverLeavesTheDirectory(hostile: Hostile) throws {
        let workspace = try Workspace()
        let path = workspace.file("h.tar.gz")
        try workspace.python(Self.prelude + hostile.members + "\nt.close()", path)
        #expect(try !ArchiveReader.members(of: path).isEmpty)
        let error = #expect(throws: ArchiveError.self) {
            try ArchiveReader.extract(path, to: workspace.file("out"))
        }
        #expect(error?.kind == .unsafeMember, "\(error.map(String.init(describing:)) ?? "")")
        #expect(error?.entry != nil)
        let left = try FileManager.default.contentsOfDirectory(atPath: workspace.path)
        #expect(left.sorted() == ["h.tar.gz", "out"])
        #expect(!FileManager.default.fileExists(atPath: "/tmp/flash-escape"))
    }

    @Test func keepsHarmlessLinksAndModes() throws {
        let workspace = try Workspace()
        let path = workspace.file("a.tar.gz")
        try workspace.python(
            Self.prelude + """
                special('./', tarfile.DIRTYPE); special('./d', tarfile.DIRTYPE)
                file('./d/f', b'1', 0o6777); file('./d/f', b'22', 0o4711); link('d/l', '../d/f'); link('h', 'd/f', tarfile.LNKTYPE)
                file('d/\\u00fc', b''); t.close()
                """,
            path
        )
        let members = try ArchiveReader.extract(path, to: workspace.file("out"))
        #expect(members.map(\.path) == ["./", "./d/", "./d/f", "./d/f", "d/l", "h", "d/\u{fc}"])
        #expect(members[4].kind == .symbolicLink(target: "../d/f"))
        #expect(members[5].kind == .hardLink(target: "d/f"))
        #expect(members[2].mode == 0o6777)
        let listing = try workspace.run(["sh", "-c", "cd out && stat -c '%n %a %s' d/f h && readlink d/l && cat d/l"])
        #expect(listing == "d/f 755 2\nh 755 2\n../d/f\n22")
    }

    @Test(arguments: [
        ("cut off", "data = data[:-9]", ArchiveError.Kind.truncated),
        ("wrong checksum", "data[-8] ^= 1", .malformed),
        ("wrong size", "data[-1] ^= 1", .malformed),
        ("a second member", "data = data + data", .malformed),
        ("a byte behind", "data = data + b'x'", .malformed),
        ("damaged data", "data[30] ^= 0xFF", .malformed),
        ("not an archive", "data = b'hello' * 1000", .malformed),
        ("not an archive inside", "import gzip; data = gzip.compress(b'hello' * 1000)", .malformed),
    ])
    func rejectsDamage(what: String, change: String, expected: ArchiveError.Kind) throws {
        let workspace = try Workspace()
        let path = workspace.file("a.tar.gz")
        try workspace.python(
            Self.prelude + "file('a', bytes(range(256)) * 300); t.close()\n"
                + "data = bytearray(open(sys.argv[1], 'rb').read())\n\(change)\nopen(sys.argv[1], 'wb').write(data)",
            path
        )
        let error = #expect(throws: ArchiveError.self) { try ArchiveReader.members(of: path) }
        #expect(error?.kind == expected, "\(error.map(String.init(describing:)) ?? "")")
        #expect(error?.file == path)
    }

    /// Whatever is flipped, unpacking ends with files below the directory or a typed error.
    @Test func survivesRandomDamage() throws {
        let workspace = try Workspace()
        let path = workspace.file("a.tar")
        try workspace.python(
            Self.prelude.replacingOccurrences(of: "w:gz", with: "w") + """
                file('d/f', b'1' * 700); link('d/l', '../d/f'); link('h', 'd/f', tarfile.LNKTYPE)
                file('n' * 200 + '/\\u00fc', b'x', 0o755); special('e', tarfile.DIRTYPE); t.close()
                """,
            path
        )
        let original = try workspace.read("a.tar").prefix(6 << 10)
        var random = SplitMix(state: 12)
        for round in 0..<400 {
            var damaged = Array(original)
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                damaged[Int.random(in: damaged.indices, using: &random)] = UInt8.random(
                    in: .min ... .max,
                    using: &random
                )
            }
            // With checksums made good again the damage is looked at more closely.
            for block in stride(from: 0, to: damaged.count, by: 512)
            where damaged[(block + 257)..<(block + 262)].elementsEqual("ustar".utf8) {
                damaged.replaceSubrange((block + 148)..<(block + 156), with: Array("        ".utf8))
                let sum = String(damaged[block..<(block + 512)].reduce(0) { $0 + Int($1) }, radix: 8)
                damaged.replaceSubrange((block + 148)..<(block + 148 + sum.count), with: Array(sum.utf8))
            }
            _ = try workspace.write(damaged, to: "b.tar")
            do {
                let limits = ArchiveLimits(members: 100, bytes: 1 << 20)
                try ArchiveReader.extract(workspace.file("b.tar"), to: workspace.file("out\(round)"), limits: limits)
            } catch is ArchiveError {}
        }
        let left = try FileManager.default.contentsOfDirectory(atPath: workspace.path)
        #expect(left.allSatisfy { $0.hasPrefix("out") || $0.hasSuffix(".tar") })
    }

    @Test func keepsToItsLimits() throws {
        let workspace = try Workspace()
        let path = workspace.file("a.tar.gz")
        try workspace.python(Self.prelude + "file('a', bytes(1000)); file('b', bytes(1000)); t.close()", path)
        for limits in [ArchiveLimits(members: 1), ArchiveLimits(bytes: 1999)] {
            let error = #expect(throws: ArchiveError.self) { try ArchiveReader.members(of: path, limits: limits) }
            #expect(error?.kind == .limitExceeded)
        }
        #expect(try ArchiveReader.members(of: path, limits: ArchiveLimits(members: 2, bytes: 2000)).count == 2)
    }

    @Test func wantsADirectoryOfItsOwn() throws {
        let workspace = try Workspace()
        let path = workspace.file("a.tar.gz")
        try workspace.python(Self.prelude + "file('a'); t.close()", path)
        let error = #expect(throws: ArchiveError.self) { try ArchiveReader.extract(path, to: workspace.path) }
        #expect(error?.kind == .inputOutput)
        try ArchiveReader.extract(path, to: try workspace.directory("empty"))
        #expect(try workspace.read("empty/a") == [120])
    }
}
