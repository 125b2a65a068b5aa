import PythonPackaging
import Testing

/// Damaged texts end in an error or in a value that prints back to itself, never in a crash.
@Suite struct DamagedInputTests {
    @Test(arguments: [
        "1!2.3.4rc5.post6.dev7+ubuntu.8", ">=1.2,!=1.3.*,~=1.4", "numpy[extra,other]>=1,<2; python_version < '3.9'",
        "torch @ https://host/torch-2.0-cp312-cp312-linux_x86_64.whl ; extra == 'gpu' or (os_name == 'posix')",
        "torch-2.0+cpu-1-cp312-cp312-manylinux_2_17_x86_64.manylinux2014_x86_64.whl",
    ])
    func shortTexts(text: String) throws {
        var mutations = Mutations(seed: UInt64(text.utf8.count))
        for _ in 0..<600 {
            let damaged = String(decoding: mutations.damage(text), as: UTF8.self)
            if let version = try? Version(damaged) { #expect(try Version(version.description) == version) }
            if let requirement = try? Requirement(damaged) {
                #expect(try Requirement(requirement.description) == requirement)
            }
            if let specifiers = try? VersionSpecifiers(damaged) {
                #expect(try VersionSpecifiers(specifiers.description) == specifiers)
            }
            if let marker = try? Marker(damaged) { #expect(try Marker(marker.description) == marker) }
            _ = WheelFilename(damaged)
            _ = PackageName(damaged)
            do {
                _ = try Requirement(damaged)
            } catch {
                #expect(error.column >= 1 && error.column <= damaged.count + 1)
                _ = error.excerpt
            }
        }
    }

    /// A URL alone follows the rules of one behind a name, so that what is printed can be read back.
    @Test(arguments: ["\u{0}", "\u{1B}", "\u{1C}", "\u{7F}"])
    func urlsWithControlCharacters(control: String) {
        let url = "https://host\(control)/six-1.16.0-py2.py3-none-any.whl"
        let origin = RequirementOrigin(file: "requirements.txt", line: 1)
        #expect(throws: RequirementsFileError.self) { try DeclaredRequirement(parsing: url, origin: origin) }
        #expect(throws: RequirementsFileError.self) {
            try DeclaredRequirement(parsing: "\(url) ; os_name == 'posix'", origin: origin)
        }
    }

    @Test func files() {
        let requirements = "-r b.txt\n--hash=sha256:00\nnumpy>=1 \\\n  --hash=sha256:00 # c\n${X} -i 'a b'\n"
        let metadata =
            "Name: x\nVersion: 1.0\nRequires-Dist: a (>=1) ; extra == 'b'\n  folded\nRequires-Python: >=3\n\nbody"
        let settings = "[project]\ndependencies = [\"a\"]\n[tool.flash]\nexclude = ['x']\nsize-limit = \"1 GB\"\n"
        let lock = """
            lock-version = "1.0"
            created-by = "x"
            [[packages]]
            name = "a"
            version = "1"
            wheels = [{name = "a-1-py3-none-any.whl", url = "https://h/a", size = 1, hashes = {sha256 = "00"}}]
            """
        var mutations = Mutations(seed: 7)
        for _ in 0..<600 {
            let damaged = mutations.damage(requirements)
            _ = try? RequirementsFile(path: "a.txt") { $0 == "a.txt" ? damaged : Array("numpy".utf8) }
            _ = try? CoreMetadata(mutations.damage(metadata))
            _ = try? ProjectSettings(mutations.damage(settings))
            _ = try? LockFile(mutations.damage(lock))
        }
    }
}
