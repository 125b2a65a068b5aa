import Testing

/// The programs strangers unpack archives with.
enum Readers {
    /// Compares an archive with a listing of `path, mode, size, SHA-256` lines through every reader there is.
    static func check(_ archive: String, against listing: [String], in workspace: Workspace) throws {
        let expected = listing.sorted().joined(separator: "\n")
        #expect(try workspace.python(tarfile, archive, "r:*") == expected)
        #expect(try workspace.python(tarfile, archive, "r|gz") == expected)
        try workspace.run(["gzip", "-t", archive])
        for (name, command) in extractors {
            guard Workspace.hasProgram(name) else {
                print("\(name) is not installed; it was not tried")
                continue
            }
            let directory = try workspace.directory("extracted-by-\(name)")
            try workspace.run(command + [archive, "-C", directory])
            #expect(try workspace.python(tree, directory) == expected, "\(name)")
            try workspace.run(["rm", "-rf", directory])
        }
        let directory = try workspace.directory("extracted-by-python")
        try workspace.python(
            "import sys, tarfile; tarfile.open(sys.argv[1]).extractall(sys.argv[2])",
            archive,
            directory
        )
        #expect(try workspace.python(tree, directory) == expected)
        try workspace.run(["rm", "-rf", directory])
    }

    private static let extractors: [(String, [String])] = [
        ("tar", ["tar", "xzf"]), ("bsdtar", ["bsdtar", "-xf"]), ("busybox", ["busybox", "tar", "xzf"]),
    ]

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
