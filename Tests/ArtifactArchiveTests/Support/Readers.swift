import ArtifactArchive
import Testing

/// The programs strangers unpack archives with.
enum Readers {
    /// Compares an archive with a listing of `path, mode, size, SHA-256` lines through every reader there is.
    static func check(
        _ archive: String,
        against listing: [String],
        format: ArchiveFormat = .tarGzip,
        in workspace: Workspace
    ) throws {
        let expected = listing.sorted().joined(separator: "\n")
        switch format {
        case .tarGzip:
            #expect(try workspace.python(tarfile, archive, "r:*") == expected)
            #expect(try workspace.python(tarfile, archive, "r|gz") == expected)
            try workspace.run(["gzip", "-t", archive])
        case .tarZstandard:
            try workspace.run(["zstd", "-q", "-t", archive])
            try workspace.run(["zstd", "-q", "-d", "-f", archive, "-o", archive + ".tar"])
            #expect(try workspace.python(tarfile, archive + ".tar", "r:") == expected)
        case .tar:
            #expect(try workspace.python(tarfile, archive, "r:") == expected)
            #expect(try workspace.python(tarfile, archive, "r|*") == expected)
        }
        for (name, command) in extractors(format) {
            guard Workspace.hasProgram(name) else {
                print("\(name) is not installed; it was not tried")
                continue
            }
            let directory = try workspace.directory("extracted-by-\(name)")
            try workspace.run(["sh", "-c", command, "sh", archive, directory])
            #expect(try workspace.python(tree, directory) == expected, "\(name)")
            try workspace.run(["rm", "-rf", directory])
        }
    }

    /// Commands that unpack the archive `$1` below `$2`.
    private static func extractors(_ format: ArchiveFormat) -> [(String, String)] {
        switch format {
        case .tarGzip:
            [
                ("tar", "tar xzf $1 -C $2"), ("bsdtar", "bsdtar -xf $1 -C $2"), ("busybox", "busybox tar xzf $1 -C $2"),
                ("python3", python),
            ]
        case .tarZstandard:
            [
                ("tar", "tar --zstd -xf $1 -C $2"), ("bsdtar", "bsdtar -xf $1 -C $2"),
                ("busybox", "zstd -q -dc $1 | busybox tar xf - -C $2"),
            ]
        case .tar:
            [
                ("tar", "tar xf $1 -C $2"), ("bsdtar", "bsdtar -xf $1 -C $2"), ("busybox", "busybox tar xf $1 -C $2"),
                ("python3", python),
            ]
        }
    }

    private static let python =
        "python3 -c 'import sys, tarfile; tarfile.open(sys.argv[1]).extractall(sys.argv[2])' $1 $2"

    private static let tarfile = #"""
        import sys, hashlib, tarfile
        lines = []
        with tarfile.open(sys.argv[1], sys.argv[2]) as t:
            for m in t:
                assert m.isreg() and m.uid == m.gid == 0 and m.uname == m.gname == '' and m.mtime == 315532800, m.name
                lines.append(f'{m.name}\t{m.mode:o}\t{m.size}\t{hashlib.sha256(t.extractfile(m).read()).hexdigest()}')
        sys.stdout.reconfigure(encoding='utf-8')
        print('\n'.join(sorted(lines, key=lambda l: l.encode())), end='')
        """#

    private static let tree = #"""
        import sys, os, hashlib
        lines = []
        for folder, _, files in os.walk(sys.argv[1]):
            for name in files:
                path = os.path.join(folder, name); s = os.stat(path)
                with open(path, 'rb') as f: digest = hashlib.sha256(f.read()).hexdigest()
                lines.append(f'{os.path.relpath(path, sys.argv[1])}\t{s.st_mode & 0o777:o}\t{s.st_size}\t{digest}')
        sys.stdout.reconfigure(encoding='utf-8')
        print('\n'.join(sorted(lines, key=lambda l: l.encode())), end='')
        """#
}
