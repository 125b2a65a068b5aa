import PythonPackaging
import Testing

@Suite struct ForeignLockTests {
    private static func versions(_ text: String, _ format: ForeignLock.Format) throws -> [String] {
        let environment = TargetPlatform.standard.markerEnvironment
        return try ForeignLock(Array(text.utf8), format: format, environment: environment).versions
            .map { "\($0.key)==\($0.value)" }.sorted()
    }

    @Test func readsUVLocks() throws {
        let text = """
            version = 1
            revision = 3
            requires-python = ">=3.10"
            resolution-markers = ["sys_platform == 'linux'", "sys_platform != 'linux'"]

            [[package]]
            name = "demo"
            version = "0.1.0"
            source = { virtual = "." }

            [[package]]
            name = "numpy"
            version = "2.2.6"
            source = { registry = "https://pypi.org/simple" }
            resolution-markers = ["python_full_version < '3.11'"]

            [[package]]
            name = "numpy"
            version = "2.3.1"
            source = { registry = "https://pypi.org/simple" }
            resolution-markers = [
                "python_full_version >= '3.11' and sys_platform == 'darwin'",
                "python_full_version >= '3.11' and sys_platform == 'linux'",
            ]

            [[package]]
            name = "torch"
            version = "2.7.0"
            source = { registry = "https://pypi.org/simple" }

            [[package]]
            name = "torch"
            version = "2.7.0+cpu"
            source = { registry = "https://download.pytorch.org/whl/cpu" }

            [[package]]
            name = "mine"
            version = "1.0"
            source = { git = "https://host/mine?rev=1#abc" }

            [[package]]
            name = "colorama"
            version = "0.4.6"
            source = { registry = "https://pypi.org/simple" }
            resolution-markers = ["sys_platform == 'win32'"]

            [[package]]
            name = "odd"
            version = "1"
            source = { registry = "https://pypi.org/simple" }
            resolution-markers = ["what is this"]

            [[package]]
            name = "odd"
            version = "2"
            source = { registry = "https://pypi.org/simple" }
            resolution-markers = ["os_name == 'nt'"]
            """
        #expect(try Self.versions(text, .uv) == ["colorama==0.4.6", "numpy==2.3.1"])
    }

    @Test func readsPylocks() throws {
        let text = """
            lock-version = "1.0"
            created-by = "uv"

            [[packages]]
            name = "attrs"
            version = "25.1.0"
            sdist = { url = "https://h/attrs-25.1.0.tar.gz", hashes = { sha256 = "00" } }

            [[packages]]
            name = "numpy"
            version = "2.2.6"
            marker = "python_full_version < '3.11'"

            [[packages]]
            name = "numpy"
            version = "2.3.1"
            marker = "python_full_version >= '3.11'"

            [[packages]]
            name = "local"
            directory = { path = "." }

            [[packages]]
            name = "repository"
            version = "1"
            vcs = { type = "git", url = "https://h/r", commit-id = "0" }
            """
        #expect(try Self.versions(text, .pylock) == ["attrs==25.1.0", "numpy==2.3.1"])
    }

    @Test(arguments: [
        ("", ForeignLock.Format.uv, LockFileError.Kind.invalidKey("version", expected: "a number")),
        ("version = 2\npackage = []", .uv, .unsupportedVersion("2")),
        ("version = 1\npackage = 3", .uv, .invalidKey("package", expected: "a list of packages")),
        ("version = 1\n[[package]]\nname = 3", .uv, .invalidKey("package.name", expected: "a package name")),
        (
            "version = 1\n[[package]]\nname = \"a\"\nversion = \"x\"\nsource = {registry = \"r\"}", .uv,
            .invalidVersion(package: "a", text: "x")
        ),
        ("packages = []", .pylock, .invalidKey("lock-version", expected: "text")),
        ("lock-version = \"2.0\"\npackages = []", .pylock, .unsupportedVersion("2.0")),
        ("lock-version = \"1!1\"\npackages = []", .pylock, .unsupportedVersion("1!1")),
        ("lock-version = \"1.0\"", .pylock, .invalidKey("packages", expected: "a list of packages")),
    ])
    func refusesOthers(text: String, format: ForeignLock.Format, kind: LockFileError.Kind) {
        do {
            _ = try Self.versions(text, format)
            Issue.record("accepted")
        } catch {
            #expect((error as? LockFileError)?.kind == kind)
        }
    }

    @Test(arguments: ForeignLock.Format.allCases)
    func refusesWhatIsNotTOML(format: ForeignLock.Format) {
        #expect(throws: LockFileError.self) { try Self.versions("<<<<<<< HEAD", format) }
        #expect(throws: LockFileError.self) { try Self.versions("\u{0}", format) }
    }
}
