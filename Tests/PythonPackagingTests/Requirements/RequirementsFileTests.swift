import Digests
import PythonPackaging
import Testing

@Suite struct RequirementsFileTests {
    private func read(
        _ files: [String: String],
        _ environment: [String: String] = [:],
        path: String = "requirements.txt"
    ) throws -> RequirementsFile {
        try RequirementsFile(path: path, environment: environment) { files[$0].map { Array($0.utf8) } }
    }

    private func error(_ files: [String: String], path: String = "requirements.txt") -> RequirementsFileError? {
        do {
            _ = try read(files, path: path)
            return nil
        } catch {
            return error as? RequirementsFileError
        }
    }

    @Test func readsEveryKindOfLine() throws {
        let digest = SHA256Digest(of: "x")
        let text = """
            # header
            numpy>=2,<3   # fast
            requests[socks] \\
               ==2.32.3 \\
               --hash=sha256:\(digest.hex) --hash sha512:abc
              # indented comment \\
            torch#not-a-comment
            """
        let broken = error(["requirements.txt": text])
        #expect(broken?.origin.line == 7)

        let file = try read([
            "requirements.txt": text.replacing("torch#not-a-comment", with: "torch ; sys_platform == 'linux'")
        ])
        #expect(
            file.requirements.map(\.description) == [
                "numpy>=2,<3 (requirements.txt:2)", "requests[socks]==2.32.3 (requirements.txt:3)",
                "torch; sys_platform == \"linux\" (requirements.txt:7)",
            ]
        )
        #expect(file.requirements[1].hashes == [digest])
        #expect(file.options.requireHashes)
    }

    @Test func readsQuotesAndVariablesBesideCombiningCharacters() throws {
        let text = """
            --find-links="\u{301}a b"\u{301}
            --find-links ./\u{301}${FOLDER}\u{301}
            """
        let options = try read(["requirements.txt": text], ["FOLDER": "c"]).options
        #expect(options.findLinks.map(\.location) == ["\u{301}a b\u{301}", "\u{301}c\u{301}"])
    }

    @Test func readsOptions() throws {
        let text = """
            -i https://u:${TOKEN}@host/simple
            --extra-index-url=https://b/simple
            --extra-index-url "https://c/simple"
            -fwheels
            --find-links https://d/list.html
            --no-index --pre --require-hashes
            --trusted-host b:8080
            --no-binary numpy,:none:,scipy --only-binary :all:
            --prefer-binary
            --use-feature fast-deps
            x ${UNSET} ; extra == '${lower}'
            """
        let failing = error(["requirements.txt": text])
        #expect(failing?.origin.line == 11)
        let file = try read(
            ["a/requirements.txt": text.split(separator: "\n").dropLast().joined(separator: "\n")],
            ["TOKEN": "t0p"],
            path: "a/requirements.txt"
        )
        let options = file.options
        #expect(options.indexURL == "https://u:t0p@host/simple")
        #expect(options.extraIndexURLs == ["https://b/simple", "https://c/simple"])
        #expect(options.findLinks.map(\.location) == ["a/wheels", "https://d/list.html"])
        #expect(options.noIndex && options.prereleases && options.requireHashes)
        #expect(options.trustedHosts == ["b:8080"])
        #expect(options.noBinary.names == [PackageName(normalizing: "scipy")])
        #expect(options.onlyBinary.all)
        #expect(file.notes.count == 3)
    }

    @Test(arguments: [
        ("a", false), ("--require-hashes\na", true), ("a --hash=sha256:\(String(repeating: "0", count: 64))", true),
        ("a --hash=sha256:\(String(repeating: "0", count: 64))\n--no-require-hashes", false),
        ("--no-require-hashes\na --hash=sha256:\(String(repeating: "0", count: 64))", false),
        ("-r other.txt", true), ("-c other.txt", true),
    ])
    func tellsWhetherEveryPackageNeedsAHash(text: String, isNeeded: Bool) throws {
        let other = "b --hash=sha256:\(String(repeating: "0", count: 64))"
        #expect(try read(["requirements.txt": text, "other.txt": other]).options.requireHashes == isNeeded)
    }

    @Test func followsIncludes() throws {
        let file = try read(
            [
                "a/requirements.txt": "-r base/common.txt\n-c../limits.txt\nlast",
                "a/base/common.txt": "first\n-r ./more.txt",
                "a/base/more.txt": "second",
                "limits.txt": "numpy<2\n-r a/base/more.txt",
            ],
            path: "./a/requirements.txt"
        )
        #expect(
            file.requirements.map(\.description) == [
                "first (a/base/common.txt:1)", "second (a/base/more.txt:1)", "last (a/requirements.txt:3)",
            ]
        )
        #expect(file.constraints.map(\.description) == ["numpy<2 (limits.txt:1)", "second (a/base/more.txt:1)"])
        #expect(file.files == ["a/requirements.txt", "a/base/common.txt", "a/base/more.txt", "limits.txt"])
    }

    @Test func detectsCycles() {
        let cycle = error(["requirements.txt": "x\n-r b.txt", "b.txt": "\n-r ./sub/../requirements.txt"])
        #expect(cycle?.kind == .cycle(["requirements.txt", "b.txt", "requirements.txt"]))
        #expect(cycle?.origin == RequirementOrigin(file: "b.txt", line: 2))
        #expect(error([:])?.kind == .unreadable("requirements.txt"))
        #expect(
            error(["requirements.txt": "\n-r gone.txt"])?.description == "requirements.txt:2: cannot read 'gone.txt'"
        )
    }

    @Test(arguments: [
        (
            "hg+https://x/y",
            RequirementsFileError.Kind.reference(
                "hg+https://x/y",
                "Mercurial repositories are not supported",
                hint: "use a git repository, a source archive or a wheel"
            )
        ),
        ("./dist/x.whl", .wheelName("./dist/x.whl")),
        ("file:///x.whl", .wheelName("file:///x.whl")),
        ("x @ file:///x.whl", .wheelName("file:///x.whl")),
        ("x @ ./y-1-py3-none-any.whl", .otherWheel(PackageName(normalizing: "y"), PackageName(normalizing: "x"))),
        ("-r https://me:pw@x/requirements.txt", .unreadable("https://x/requirements.txt")),
        ("-i pypi.org", .invalidValue(option: "-i", value: "pypi.org")),
        ("--find-links ftp://x/", .invalidValue(option: "--find-links", value: "ftp://x/")),
        ("--find-link x", .unknownOption("--find-link")),
        ("-x", .unknownOption("-x")),
        ("--index-url", .missingValue("--index-url")),
        ("--pre=yes", .invalidValue(option: "--pre", value: "yes")),
        ("x --hash=md5:00", .invalidValue(option: "--hash", value: "md5:00")),
        ("x --hash=sha256:zz", .invalidValue(option: "--hash", value: "sha256:zz")),
        ("x --hash=sha512:00", .unsupportedHash("sha512")),
        ("x --pre", .unknownOption("--pre")),
        ("--hash=sha256:00", .unknownOption("--hash")),
        (
            "y @ https://x/z-1-py3-none-any.whl",
            .otherWheel(PackageName(normalizing: "z"), PackageName(normalizing: "y"))
        ),
        ("-i 'open", .unclosedQuote),
    ])
    func refuses(line: String, kind: RequirementsFileError.Kind) {
        let error = error(["requirements.txt": "\n\(line)\n"])
        #expect(error?.kind == kind)
        #expect(error?.origin.line == 2)
    }

    @Test func acceptsTheURLOfAWheel() throws {
        let url = "https://x/y_z-1.0%2Bcpu-py3-none-any.whl#sha256=00"
        let file = try read([
            "requirements.txt": "\(url)\nY.z @ \(url) ; sys_platform == 'linux'\n\(url) ; os_name == 'nt'"
        ])
        #expect(file.requirements.map(\.requirement.name.normalized) == ["y-z", "y-z", "y-z"])
        #expect(file.requirements[0].requirement.url == url)
        #expect(file.requirements[2].requirement.marker?.description == "os_name == \"nt\"")
    }

    @Test func acceptsPathsOfWheels() throws {
        let name = "y_z-1.0+cpu-py3-none-any.whl"
        let url = "y_z-1.0+cpu-py3-none-any.whl"
        let digest = SHA256Digest(of: "x")
        let text = """
            \(name)
            ./my wheels/\(name)[b, a] ; os_name == 'posix'
            ../\(name)#sha256=00 --hash=sha256:\(digest.hex)
            /abs/\(name)
            file:///abs/my%20wheels/\(name)
            y.z @ ./in/../\(name) ; os_name == 'posix'
            """
        let file = try read(["sub/r.txt": text], path: "sub/r.txt")
        #expect(
            file.requirements.map(\.requirement.description) == [
                "y-z @ ./sub/\(url)", "y-z[a,b] @ ./sub/my%20wheels/\(url) ; os_name == \"posix\"",
                "y-z @ ./\(url)#sha256=00", "y-z @ file:///abs/\(url)", "y-z @ file:///abs/my%20wheels/\(url)",
                "y-z @ ./sub/\(url) ; os_name == \"posix\"",
            ]
        )
        #expect(file.requirements[2].hashes == [digest])
        #expect(file.requirements.map(\.localPath)[1] == "sub/my wheels/\(name)")
        for declared in file.requirements {
            #expect(try Requirement(declared.requirement.description) == declared.requirement)
        }
        let inside = file.requirements[4].relative(to: "/abs")
        #expect(inside.requirement.url == "./my%20wheels/\(url)")
    }

    @Test func followsURLs() throws {
        let file = try read(
            [
                "r.txt": "-r https://me:pw@h/a/r.txt?x=1",
                "https://me:pw@h/a/r.txt?x=1": "one\n-r ../b.txt\n-r https://other/c.txt\n-f links/\n-r file:///d.txt",
                "https://me:pw@h/b.txt": "two\n./w/y-1-py3-none-any.whl#sha256=00",
                "https://other/c.txt": "three\n-r d.txt",
                "https://other/d.txt": "four\n-r https://h/e.txt",
                "https://h/e.txt": "five",
                "/d.txt": "six",
            ],
            path: "r.txt"
        )
        #expect(
            file.requirements.map(\.description) == [
                "one (https://h/a/r.txt?x=1:1)", "two (https://h/b.txt:1)",
                "y @ https://me:pw@h/w/y-1-py3-none-any.whl#sha256=00 (https://h/b.txt:2)",
                "three (https://other/c.txt:1)",
                "four (https://other/d.txt:1)", "five (https://h/e.txt:1)", "six (/d.txt:1)",
            ]
        )
        #expect(file.options.findLinks.map(\.location) == ["https://h/a/links/"])
        #expect(file.files.allSatisfy { !$0.contains("pw") })
        let cycle = error(["r.txt": "-r https://h/r.txt", "https://h/r.txt": "-r ./r.txt"], path: "r.txt")
        #expect(cycle?.kind == .cycle(["https://h/r.txt", "https://h/r.txt"]))
    }

    @Test func errorsHideCredentials() {
        for line in ["hg+https://me:s3cret@host/x", "git+https://me:s3cret@host/x@", "x=1 @ https://me:s3cret@h/x"] {
            let text = error(["requirements.txt": line]).map { "\($0)" } ?? ""
            #expect(!text.isEmpty && !text.contains("s3cret"), "\(text)")
        }
    }

    private static let encoded: [[UInt8]] = {
        var littleEndian: [UInt8] = [0xFF, 0xFE]
        var bigEndian: [UInt8] = [0xFE, 0xFF]
        for unit in "numpy\r\n".utf16 {
            littleEndian += [UInt8(unit & 255), UInt8(unit >> 8)]
            bigEndian += [UInt8(unit >> 8), UInt8(unit & 255)]
        }
        let marked: [UInt8] = [0xEF, 0xBB, 0xBF] + Array("numpy".utf8)
        let latin: [UInt8] = Array("# -*- coding: latin-1 -*-\n# caf".utf8) + [0xE9] + Array("\nnumpy\r".utf8)
        return [marked, littleEndian, bigEndian, latin, Array("numpy # \u{2028}".utf8)]
    }()

    @Test(arguments: encoded)
    func decodes(bytes: [UInt8]) throws {
        let file = try RequirementsFile(path: "r.txt") { _ in bytes }
        #expect(file.requirements.map(\.requirement.name.normalized) == ["numpy"])
    }

    @Test(arguments: [[0x6E, 0xFF, 0x6E], [0xFF, 0xFE, 0x6E], Array("# coding: koi8-r\nx".utf8)] as [[UInt8]])
    func refusesOtherEncodings(bytes: [UInt8]) {
        #expect(throws: RequirementsFileError.self) { try RequirementsFile(path: "r.txt") { _ in bytes } }
    }

    @Test func pipReadsTheSame() throws {
        let text = """
            a # x
            b\\
            ==1.0\\
            # c
            c ; python_version >= \\
            '3.8' # tail \\
            d[x,y] >= 1 , < 2
            \\
            e
            f==1#2
            """
        let program = """
            import sys
            from pip._internal.req.req_file import preprocess, break_args_options
            for number, line in preprocess(sys.stdin.read() if len(sys.argv) < 2 else sys.argv[1]): print(number, line, sep="|")
            """
        let (status, output) = try TestFiles.python(["-c", program, text])
        try #require(status == 0, "\(output)")
        let expected = output.split(separator: "\n").map(String.init)
        var ours: [String] = []
        for line in expected {
            let parts = line.split(separator: "|", maxSplits: 1)
            guard let requirement = try? Requirement(String(parts[1])) else { continue }
            ours.append("\(requirement) (requirements.txt:\(parts[0]))")
        }
        let valid = try read(["requirements.txt": text.replacing("f==1#2", with: "")])
        #expect(valid.requirements.map(\.description) == ours)
    }
}
