import ArtifactArchive
import Testing

@Suite struct HostileZipTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let what: String
        let expected: ArchiveError.Kind
        /// Python that turns `base`, the bytes of an archive, into `out`.
        let change: String

        var testDescription: String { what }
    }

    /// `L` and `C` are the offsets of a.txt's local and central header, `E` that of the end record.
    private static let prelude = #"""
        import sys, io, struct, zipfile, zlib, random
        def make(*members, method=8):
            file = io.BytesIO()
            with zipfile.ZipFile(file, 'w', method) as z:
                for name, data in members: z.writestr(zipfile.ZipInfo(name), data, method)
            return bytearray(file.getvalue())
        A = random.Random(3).randbytes(40000) + bytes(60000)
        base = make(('a.txt', A), ('b.txt', b'hello'))
        L, C, E = 0, base.index(b'PK\1\2'), base.index(b'PK\5\6')
        def u16(at, value): struct.pack_into('<H', base, at, value)
        def u32(at, value): struct.pack_into('<I', base, at, value)
        def get32(at): return struct.unpack_from('<I', base, at)[0]

        """#

    static let rejectedWhenOpened: [Case] = [
        Case(what: "no bytes at all", expected: .truncated, change: "base = b''"),
        Case(what: "text", expected: .truncated, change: "base = b'hello, this is not a zip archive'"),
        Case(what: "only zeros", expected: .truncated, change: "base = bytes(100000)"),
        Case(what: "first half", expected: .truncated, change: "del base[len(base) // 2:]"),
        Case(what: "without the last byte", expected: .truncated, change: "del base[-1:]"),
        Case(what: "one byte more", expected: .malformed, change: "base += b'x'"),
        Case(what: "another archive behind", expected: .malformed, change: "base = base + base"),
        Case(what: "bytes in front", expected: .malformed, change: "base[0:0] = b'#!/bin/sh'"),
        Case(
            what: "an end record within the comment",
            expected: .malformed,
            change: "u16(E + 20, 30); base += bytes(4) + b'PK\\5\\6' + bytes(22)"
        ),
        Case(what: "too many entries stated", expected: .malformed, change: "u16(E + 8, 60000); u16(E + 10, 60000)"),
        Case(
            what: "one entry too many stated",
            expected: .malformed,
            change: "u16(E + 8, 3); u16(E + 10, 3); u32(E + 12, E - C)"
        ),
        Case(what: "one entry too few stated", expected: .malformed, change: "u16(E + 8, 1); u16(E + 10, 1)"),
        Case(what: "directory beyond the file", expected: .malformed, change: "u32(E + 16, 0x7FFFFFFF)"),
        Case(what: "directory larger than the file", expected: .malformed, change: "u32(E + 12, 0x7FFFFFFF)"),
        Case(what: "several disks", expected: .unsupported, change: "u16(E + 4, 1)"),
        Case(what: "an entry on another disk", expected: .unsupported, change: "u16(C + 34, 1)"),
        Case(what: "damaged directory", expected: .malformed, change: "base[C] = 0"),
        Case(what: "encrypted", expected: .unsupported, change: "u16(C + 8, 1); u16(L + 6, 1)"),
        Case(what: "bzip2", expected: .unsupported, change: "base = make(('a.txt', A), method=12)"),
        Case(what: "lzma", expected: .unsupported, change: "base = make(('a.txt', A), method=14)"),
        Case(what: "CRC only in the directory", expected: .malformed, change: "u32(C + 16, 1)"),
        Case(what: "another name in the header", expected: .malformed, change: "base[L + 30] = ord('c')"),
        Case(what: "another method in the header", expected: .malformed, change: "u16(L + 8, 0)"),
        Case(what: "another size in the header", expected: .malformed, change: "u32(L + 22, 7)"),
        Case(what: "local header missing", expected: .malformed, change: "base[L] = 0"),
        Case(what: "header offset beyond the data", expected: .malformed, change: "u32(C + 42, C - 10)"),
        Case(what: "header offset beyond the file", expected: .malformed, change: "u32(C + 42, 0x7FFFFFFF)"),
        Case(what: "data beyond the directory", expected: .malformed, change: "u32(C + 20, C); u32(L + 18, C)"),
        Case(
            what: "two entries over the same bytes",
            expected: .overlappingEntries,
            change: """
                entry = base[C:base.index(b'PK\\1\\2', C + 1)]
                base[C:C] = entry; E += len(entry)
                u16(E + 8, 3); u16(E + 10, 3); u32(E + 12, E - C)
                """
        ),
        Case(
            what: "data over the next entry",
            expected: .overlappingEntries,
            change: "n = get32(C + 20) + 10; u32(C + 20, n); u32(L + 18, n)"
        ),
        Case(
            what: "more than the data can hold",
            expected: .sizeMismatch,
            change: "u32(C + 24, 0xFFFFFFF0); u32(L + 22, 0xFFFFFFF0)"
        ),
        Case(what: "zip64 marker without field", expected: .malformed, change: "u32(C + 24, 0xFFFFFFFF)"),
        Case(what: "NUL in a name", expected: .malformed, change: "base[L + 31] = 0; base[C + 47] = 0"),
        Case(
            what: "not the UTF-8 it claims",
            expected: .malformed,
            change: "u16(C + 8, 0x800); u16(L + 6, 0x800); base[L + 30] = base[C + 46] = 0xFF"
        ),
        Case(what: "nameless", expected: .malformed, change: "base = make(('', b'x'))"),
        Case(
            what: "stored with two sizes",
            expected: .sizeMismatch,
            change: "base = make(('a.txt', A), method=0); C = base.index(b'PK\\1\\2'); u32(C + 24, 7); u32(L + 22, 7)"
        ),
        Case(
            what: "data descriptor announced and missing",
            expected: .malformed,
            change: "u16(C + 8, 8); u16(L + 6, 8)"
        ),
    ]

    static let rejectedWhenRead: [Case] = [
        Case(what: "wrong CRC", expected: .checksumMismatch, change: "u32(C + 16, 1); u32(L + 14, 1)"),
        Case(what: "larger than stated", expected: .sizeMismatch, change: "u32(C + 24, 99999); u32(L + 22, 99999)"),
        Case(what: "smaller than stated", expected: .sizeMismatch, change: "u32(C + 24, 100001); u32(L + 22, 100001)"),
        Case(what: "damaged data", expected: .malformed, change: "base[L + 35] |= 6"),
        Case(
            what: "a byte behind the data",
            expected: .malformed,
            change: """
                n = get32(C + 20) + 1; u32(C + 20, n); u32(L + 18, n); base.insert(L + 35 + n - 1, 0)
                C += 1; E += 1; u32(E + 16, C); B = base.index(b'PK\\1\\2', C + 1); u32(B + 42, get32(B + 42) + 1)
                """
        ),
        Case(
            what: "data cut off",
            expected: .truncated,
            change: "n = get32(C + 20) - 9; u32(C + 20, n); u32(L + 18, n)"
        ),
    ]

    private func make(_ hostile: Case, in workspace: Workspace) throws -> String {
        let path = workspace.file("h.zip")
        try workspace.python(Self.prelude + hostile.change + "\nopen(sys.argv[1], 'wb').write(base)", path)
        return path
    }

    @Test(arguments: rejectedWhenOpened)
    func isRejectedWhenOpened(hostile: Case) throws {
        let workspace = try Workspace()
        let path = try make(hostile, in: workspace)
        let error = #expect(throws: ArchiveError.self) { _ = try ZipArchive(path: path) }
        #expect(error?.kind == hostile.expected, "\(error.map(String.init(describing:)) ?? "")")
        #expect(error?.file == path)
    }

    @Test(arguments: rejectedWhenRead)
    func isRejectedWhenRead(hostile: Case) throws {
        let workspace = try Workspace()
        let archive = try ZipArchive(path: try make(hostile, in: workspace))
        let entry = archive.entries[0]
        var errors: [ArchiveError?] = []
        errors.append(#expect(throws: ArchiveError.self) { _ = try archive.contents(of: entry) })
        errors.append(#expect(throws: ArchiveError.self) { try archive.read(entry) })
        errors.append(
            #expect(throws: ArchiveError.self) {
                var written = 0
                var writer = SegmentWriter { written += $0.count }
                do {
                    try writer.add(path: "a", isExecutable: false, entry: entry, of: archive)
                } catch {
                    #expect(written == 0)
                    throw error
                }
            }
        )
        for error in errors {
            // A whole-buffer decoder cannot tell cut-off data from damaged data.
            let accepted = hostile.expected == .truncated ? [.truncated, .malformed] : [hostile.expected]
            #expect(error.map { accepted.contains($0.kind) } == true, "\(String(describing: error))")
            #expect(error?.entry == "a.txt")
            #expect(error?.file == archive.path)
        }
    }

    @Test(arguments: ["/nonexistent/a.whl", "/tmp"])
    func namesWhatCannotBeOpened(path: String) {
        let error = #expect(throws: ArchiveError.self) { _ = try ZipArchive(path: path) }
        #expect(error?.kind == .inputOutput)
        #expect(error?.file == path)
    }

    /// Whatever is flipped, reading ends with content or a typed error.
    @Test func survivesRandomDamage() throws {
        let workspace = try Workspace()
        try workspace.python(
            Self.prelude + "base = make(('a.txt', A), ('b/c.txt', b'hello' * 50), ('e', b''))\n"
                + "open(sys.argv[1], 'wb').write(base)",
            workspace.file("f.zip")
        )
        let original = try workspace.read("f.zip")
        var random = SplitMix(state: 42)
        for _ in 0..<4000 {
            var damaged = original
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                // Mostly the headers, which are where decisions are made.
                let range = Bool.random(using: &random) ? damaged.count - 250..<damaged.count : 0..<damaged.count
                damaged[Int.random(in: range, using: &random)] = UInt8.random(in: .min ... .max, using: &random)
            }
            if Int.random(in: 0..<10, using: &random) == 0 {
                damaged.removeLast(Int.random(in: 0..<damaged.count, using: &random))
            }
            guard let tail = try? ZipTail(tail: damaged, archiveBytes: UInt64(damaged.count)) else { continue }
            for entry in tail.entries {
                let contents = try? tail.contents(of: entry, limit: 1 << 24)
                #expect(contents == nil || contents.map { UInt64($0.count) } == entry.bytes)
            }
        }
    }
}
