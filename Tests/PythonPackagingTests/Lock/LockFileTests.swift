import Digests
import Foundation
import PythonPackaging
import Testing

@Suite struct LockFileTests {
    private static let origin = RequirementOrigin(file: "requirements.txt", line: 1)

    static func declared(_ texts: String...) -> [DeclaredRequirement] {
        texts.compactMap { try? DeclaredRequirement(parsing: $0, origin: origin) }
    }

    static func inputs(
        _ requirements: [DeclaredRequirement],
        constraints: [DeclaredRequirement] = [],
        overrides: [DeclaredRequirement] = [],
        exclusions: [String] = ["nvidia-*"],
        target: TargetPlatform = .standard
    ) -> LockInputs {
        LockInputs(
            requirements: requirements,
            constraints: constraints,
            overrides: overrides,
            exclusions: exclusions,
            sources: IndexSources(indexes: [PackageIndex("https://me:pw@pypi.org/simple")].compactMap(\.self)),
            target: target
        )
    }

    private static func package(_ name: String, _ version: String, dependencies: [String] = [], extras: [String] = [])
        throws
        -> LockFile.Package
    {
        let filename = try #require(WheelFilename("\(name)-\(version)-py3-none-any.whl"))
        return LockFile.Package(
            name: PackageName(normalizing: name),
            version: try Version(version),
            index: "https://me:pw@pypi.org/simple",
            extras: extras.map { PackageName(normalizing: $0) },
            dependencies: dependencies.map { PackageName(normalizing: $0) },
            wheels: [
                LockFile.Wheel(
                    filename: filename,
                    url: "https://me:pw@files/\(filename.filename)",
                    bytes: 12,
                    sha256: SHA256Digest(of: name)
                )
            ],
            requestedBy: ["requirements.txt:1 \"quoted\" \\ \u{1}"]
        )
    }

    static func sample() throws -> LockFile {
        LockFile(
            createdBy: "flash 1.0.0",
            inputs: inputs(declared("requests[socks]>=2", "Numpy")),
            packages: [
                try package("requests", "2.32.3", dependencies: ["idna"], extras: ["socks"]),
                try package("numpy", "2.1"),
                try package("idna", "3.10"),
            ]
        )
    }

    @Test func readsWhatItWrites() throws {
        let bytes = try Self.sample().encoded()
        #expect(bytes == (try Self.sample().encoded()))
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(!text.contains("pw@"))
        let lock = try LockFile(bytes)
        #expect(lock.encoded() == bytes)
        #expect(lock.packages.map(\.name.normalized) == ["idna", "numpy", "requests"])
        #expect(lock.inputs == (try Self.sample().inputs))
        #expect(lock.packages[2].requestedBy == ["requirements.txt:1 \"quoted\" \\ \u{1}"])
        #expect(lock.versions[PackageName(normalizing: "numpy")] == (try Version("2.1")))
        let empty = LockFile(createdBy: "flash", inputs: nil, packages: [])
        #expect(try LockFile(empty.encoded()) == empty)
    }

    /// The reference implementation of PEP 751 must accept the file.
    @Test(.enabled(if: PackagingVectors.shared != nil, "the source distribution of packaging cannot be fetched"))
    func packagingAcceptsIt() throws {
        let file = try TestFiles.cache("lock").appendingPathComponent("pylock.flash.toml")
        try Data(Self.sample().encoded()).write(to: file)
        let source = try TestFiles.cache("packaging-26.3-v1").appendingPathComponent("packaging-26.3/src").path
        let program = """
            import sys
            sys.path.insert(0, sys.argv[1])
            try: import tomllib
            except ImportError: from pip._vendor import tomli as tomllib
            from packaging.pylock import Pylock
            lock = Pylock.from_dict(tomllib.load(open(sys.argv[2], "rb")))
            lock.validate()
            print(*[f"{p.name}=={p.version}:{p.wheels[0].filename}" for p in lock.packages])
            """
        let (status, output) = try TestFiles.python(["-c", program, source, file.path])
        #expect(status == 0)
        #expect(
            output
                == "idna==3.10:idna-3.10-py3-none-any.whl numpy==2.1:numpy-2.1-py3-none-any.whl "
                + "requests==2.32.3:requests-2.32.3-py3-none-any.whl\n"
        )
    }

    @Test func digestIgnoresOrderAndSpelling() {
        let one = Self.inputs(Self.declared("A_b >=1, <2", "c"))
        let two = Self.inputs(Self.declared("C", "a.B<2,>=1", "c"))
        #expect(one.digest == two.digest)
        #expect(one.digest != Self.inputs(Self.declared("A_b >=1", "c")).digest)
    }

    @Test(arguments: [
        ("lock-version = \"1.0\"", "lock-version = \"2.0\"", LockFileError.Kind.unsupportedVersion("2.0")),
        ("lock-version = \"1.0\"", "", .invalidKey("lock-version", expected: "text")),
        ("name = \"numpy\"", "name = \"NumPy\"", .invalidName("NumPy")),
        ("name = \"numpy\"", "name = \"../x\"", .invalidName("../x")),
        (
            "name = \"numpy\"", "name = \"idna\"",
            .wrongWheel(package: "idna 2.1", filename: "numpy-2.1-py3-none-any.whl")
        ),
        ("version = \"2.1\"", "version = \"x\"", .invalidVersion(package: "numpy", text: "x")),
        (
            "numpy-2.1-py3-none-any.whl\", url", "../x.whl\", url",
            .wrongWheel(package: "numpy 2.1", filename: "../x.whl")
        ),
        (
            "url = \"https://files/numpy", "url = \"ftp://files/numpy",
            .invalidURL(filename: "numpy-2.1-py3-none-any.whl")
        ),
        (
            "url = \"https://files/numpy", "url = \"https://files/\\nnumpy",
            .invalidURL(filename: "numpy-2.1-py3-none-any.whl")
        ),
        ("size = 12", "size = -1", .invalidKey("size", expected: "a number of bytes")),
        ("sha256 = \"", "sha256 = \"zz", .noDigest(filename: "idna-3.10-py3-none-any.whl")),
        ("name = \"idna\"},", "name = \"gone\"},", .missingDependency(package: "requests", dependency: "gone")),
        ("platform = \"many", "platform = \"any", .inputsChanged),
    ])
    func refuses(text: String, replacement: String, kind: LockFileError.Kind) throws {
        let original = String(decoding: try Self.sample().encoded(), as: UTF8.self)
        let changed = original.replacing(text, with: replacement)
        #expect(changed != original)
        do {
            _ = try LockFile(Array(changed.utf8))
            Issue.record("accepted")
        } catch {
            #expect(error.kind == kind)
        }
    }

    @Test(arguments: [
        "", "lock-version = 1", "lock-version = \"1.0\"\ncreated-by = \"x\"", "\u{0}", "a = ", "packages = 3",
    ])
    func refusesOtherFiles(text: String) {
        #expect(throws: LockFileError.self) { try LockFile(Array(text.utf8)) }
    }

    /// As `packaging.pylock.is_valid_pylock_path` has it.
    @Test(arguments: [
        ("pylock.toml", true), ("pylock.flash.toml", true), ("pylock.x-y.toml", true), ("pylock..toml", false),
        ("pylock.a.b.toml", false), ("lock.toml", false), ("pylock", false), ("Pylock.toml", false), ("toml", false),
    ])
    func knowsStandardNames(name: String, isStandard: Bool) {
        #expect(LockFile.isStandardName(name) == isStandard)
    }

    @Test func refusesDuplicates() throws {
        let package = try Self.package("a", "1")
        let lock = LockFile(createdBy: "x", inputs: nil, packages: [package, package])
        #expect(throws: LockFileError.self) { try LockFile(lock.encoded()) }
    }

    @Test func recordsLocalWheelsByPath() throws {
        let filename = try #require(WheelFilename("demo-1.0+cpu-py3-none-any.whl"))
        let digest = SHA256Digest(of: "x")
        for (url, isDirect) in [
            ("wheels/demo-1.0+cpu-py3-none-any.whl", true), ("../my #1 w/demo-1.0+cpu-py3-none-any.whl", false),
            ("/abs/demo-1.0+cpu-py3-none-any.whl", true), ("https://h/demo-1.0%2Bcpu-py3-none-any.whl", true),
        ] {
            let wheel = LockFile.Wheel(filename: filename, url: url, bytes: 5, sha256: digest)
            let package = LockFile.Package(
                name: filename.name,
                version: filename.version,
                isDirect: isDirect,
                wheels: [wheel]
            )
            let text = LockFile(createdBy: "flash 1", inputs: nil, packages: [package]).encoded()
            #expect(try LockFile(text).packages == [package])
            let key = url.hasPrefix("https:") ? "url" : "path"
            let start = isDirect ? "archive = {" : "{name = \"\(filename.filename)\", "
            #expect(String(decoding: text, as: UTF8.self).contains("\(start)\(key) = \"\(url)\""))
        }
    }
}
