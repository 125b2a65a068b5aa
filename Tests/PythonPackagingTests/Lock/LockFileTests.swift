import Digests
import Foundation
import PythonPackaging
import Testing

@Suite struct LockFileTests {
    private static let origin = RequirementOrigin(file: "requirements.txt", line: 1)

    private static func declared(_ texts: String...) -> [DeclaredRequirement] {
        texts.compactMap { try? DeclaredRequirement(parsing: $0, origin: origin) }
    }

    private static func inputs(
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

    private static func sample() throws -> LockFile {
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

    struct Change: Sendable {
        var requirements: [String]
        var constraints: [String] = []
        var overrides: [String] = []
        var hashes = false
        var exclusions = ["nvidia-*"]
        var python = "3.12"
        var reasons: [String]
    }

    @Test(arguments: [
        Change(requirements: ["requests[socks]>=2", "Numpy"], reasons: []),
        Change(requirements: ["numpy>1", "requests[socks]", "nvidia-cudnn-cu12"], reasons: []),
        Change(requirements: ["numpy", "requests[socks]", "pywin32; sys_platform == 'win32'"], reasons: []),
        Change(requirements: ["numpy", "requests[socks]"], constraints: ["idna<4", "absent==1"], reasons: []),
        Change(
            requirements: ["numpy", "requests"],
            reasons: ["the project does not ask for requests[socks] any more"]
        ),
        Change(
            requirements: ["numpy", "requests", "requests[socks]; os_name == 'nt'"],
            reasons: ["the project does not ask for requests[socks] any more"]
        ),
        Change(
            requirements: ["numpy", "requests[socks]"],
            overrides: ["idna==3.10"],
            reasons: ["the overrides changed"]
        ),
        Change(
            requirements: ["requests[socks]>=2", "Numpy"],
            hashes: true,
            reasons: [
                "every package needs a hash, and idna has none", "every package needs a hash, and numpy has none",
                "every package needs a hash, and requests has none",
            ]
        ),
        Change(
            requirements: ["numpy<2", "requests[socks]"],
            reasons: ["numpy<2 (requirements.txt:1) does not accept the locked version 2.1"]
        ),
        Change(
            requirements: ["numpy", "requests[socks]"],
            constraints: ["idna<3"],
            reasons: ["idna<3 (requirements.txt:1) does not accept the locked version 3.10"]
        ),
        Change(requirements: ["numpy", "requests[socks]", "six"], reasons: ["six (requirements.txt:1) is not locked"]),
        Change(
            requirements: ["numpy"],
            reasons: [
                "the project does not ask for requests[socks] any more", "idna is not required any more",
                "requests is not required any more",
            ]
        ),
        Change(
            requirements: ["numpy", "requests[security,socks]"],
            reasons: [
                "requests[security,socks] (requirements.txt:1) asks for the extra 'security', which is not locked"
            ]
        ),
        Change(requirements: ["requests", "numpy"], exclusions: [], reasons: ["the excluded packages changed"]),
        Change(
            requirements: ["requests", "numpy"],
            python: "3.11",
            reasons: [
                "the lock is for Python 3.12.12 on manylinux_2_35_x86_64, the build is for Python 3.11.14 on manylinux_2_35_x86_64"
            ]
        ),
        Change(
            requirements: ["requests[socks]", "numpy @ https://h/numpy-2.1-py3-none-any.whl"],
            reasons: [
                "numpy @ https://h/numpy-2.1-py3-none-any.whl (requirements.txt:1) comes from another place than the locked file"
            ]
        ),
    ])
    func tellsWhetherItStillHolds(change: Change) throws {
        let lock = try LockFile(Self.sample().encoded())
        let requirements = change.requirements.flatMap { Self.declared($0) }
        let constraints = change.constraints.flatMap { Self.declared($0) }
        let overrides = change.overrides.flatMap { Self.declared($0) }
        let target = try TargetPlatform(pythonVersion: change.python)
        let inputs = Self.inputs(
            requirements,
            constraints: constraints,
            overrides: overrides,
            exclusions: change.exclusions,
            target: target
        )
        let reasons = lock.mismatches(
            requirements: requirements,
            constraints: constraints,
            overrides: overrides,
            inputs: inputs,
            target: target,
            requiresHashes: change.hashes,
            isExcluded: { $0.normalized.hasPrefix("nvidia-") }
        )
        #expect(reasons.map(\.description) == change.reasons)
    }

    @Test func keepsExtrasThatPackagesAskFor() throws {
        var lock = try Self.sample()
        let index = try #require(lock.packages.firstIndex { $0.name.normalized == "requests" })
        lock.packages[index].extrasForPackages = lock.packages[index].extras
        let read = try LockFile(lock.encoded())
        #expect(read.packages[index].extrasForPackages.map(\.normalized) == ["socks"])
        let requirements = Self.declared("requests", "numpy")
        let reasons = read.mismatches(
            requirements: requirements,
            constraints: [],
            inputs: Self.inputs(requirements),
            target: .standard,
            isExcluded: { _ in false }
        )
        #expect(reasons == [])
    }

    @Test func keepsOverridesAndHoldsAgainstThem() throws {
        let requirements = Self.declared("requests[socks]>=3", "numpy; sys_platform == 'win32'")
        let overrides = Self.declared("requests<3", "numpy==2.1", "idna==3.10")
        let inputs = Self.inputs(requirements, overrides: overrides)
        var lock = try Self.sample()
        lock.inputs = inputs
        let read = try LockFile(lock.encoded())
        #expect(read.inputs?.overrides == ["idna==3.10", "numpy==2.1", "requests<3"])
        #expect(inputs.digest != Self.inputs(requirements).digest)
        // The texts of the requirements differ, so that everything is compared.
        let wider = Self.declared("requests[socks]>=2.5", "numpy; sys_platform == 'win32'")
        func reasons(_ overrides: [DeclaredRequirement]) -> [String] {
            read.mismatches(
                requirements: wider,
                constraints: [],
                overrides: overrides,
                inputs: Self.inputs(wider, overrides: overrides),
                target: .standard,
                isExcluded: { _ in false }
            ).map(\.description)
        }
        #expect(reasons(overrides) == [])
        #expect(reasons(Self.declared("requests<3")) == ["the overrides changed"])
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
