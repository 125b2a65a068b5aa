import PythonPackaging
import Testing

@Suite struct ProjectSettingsTests {
    private func settings(_ text: String) throws -> ProjectSettings {
        try ProjectSettings(Array(text.utf8))
    }

    private func message(_ text: String) -> String? {
        do {
            _ = try settings(text)
            return nil
        } catch {
            return "\(error)"
        }
    }

    @Test func readsEverything() throws {
        let settings = try settings(
            """
            [project]
            name = "demo"
            requires-python = ">=3.10"
            dependencies = [
                "numpy>=2",  # fast
                'requests[socks] ; python_version > "3"',
            ]

            [tool.other]
            exclude = ["x"]

            [tool.flash]
            exclude = ["torch", "nvidia-*"]
            python-version = "3.12"
            platform = "manylinux_2_28_x86_64"
            index-url = "https://host/simple"
            extra-index-urls = ["https://b/simple"]
            size-limit = "1.5 GB"
            product = "Worker"
            prereleases = true
            """
        )
        #expect(
            settings.dependencies.map(\.description) == [
                "numpy>=2 (pyproject.toml:5)", "requests[socks]; python_version > \"3\" (pyproject.toml:6)",
            ]
        )
        #expect(settings.requiresPython?.description == ">=3.10")
        #expect(settings.exclude == ["torch", "nvidia-*"])
        #expect(settings.pythonVersion == "3.12")
        #expect(settings.platform == "manylinux_2_28_x86_64")
        #expect(settings.indexURL == "https://host/simple")
        #expect(settings.extraIndexURLs == ["https://b/simple"])
        #expect(settings.sizeLimit == 1_610_612_736)
        #expect(settings.product == "Worker")
        #expect(settings.prereleases == true)
        #expect(settings.warnings.isEmpty)
    }

    @Test func warnsAboutUnknownKeys() throws {
        let settings = try settings(
            "[tool.flash]\nexclud = []\nwhatever = 1\n[project]\ndynamic = [\"dependencies\"]\n"
        )
        #expect(
            settings.warnings == [
                "pyproject.toml:5: dynamic dependencies are not read; list them in a requirements file",
                "pyproject.toml:2: unknown key 'exclud' in [tool.flash]; did you mean 'exclude'?",
                "pyproject.toml:3: unknown key 'whatever' in [tool.flash]",
            ]
        )
    }

    @Test(
        arguments: [
            ("[tool.flash]\n\nexclude = \"torch\"", "pyproject.toml:3: 'exclude' must be a list of texts"),
            ("[tool.flash]\nexclude = [1]", "pyproject.toml:2: 'exclude' must be a list of texts"),
            ("tool = 1", "pyproject.toml:1: 'tool' must be a table"),
            ("[tool]\nflash = []", "pyproject.toml:2: 'flash' must be a table"),
            (
                "[tool.flash]\npython-version = \"2.7\"",
                "pyproject.toml:2: 'python-version': Python 2.7 is not supported; the supported versions are 3.10, 3.11, 3.12, 3.13"
            ),
            (
                "[tool.flash]\nsize-limit = \"big\"",
                "pyproject.toml:2: 'size-limit' must be a number of bytes or text such as \"500 MB\""
            ),
            (
                "[project]\ndependencies = [\n  \"ok\",\n  \"numpy=1\",\n]",
                "pyproject.toml:4: '=' is not an operator (column 6 of 'numpy=1'); write '==' to ask for one version"
            ),
            ("[project]\ndependencies = [\"x @ hg+https://h/x\"]", nil),
        ] as [(String, String?)]
    )
    func pointsAtMistakes(text: String, expected: String?) {
        let message = message(text)
        #expect(message != nil)
        if let expected { #expect(message == expected) }
    }

    @Test func namesTheLineOfASyntaxError() {
        #expect(message("[project]\nname = \n")?.hasPrefix("pyproject.toml:2: not valid TOML: ") == true)
        #expect(message("a = 1\n\u{0}b = 2")?.hasPrefix("pyproject.toml:2: not valid TOML: ") == true)
        #expect(throws: ProjectSettingsError.self) { try ProjectSettings([0xFF, 0xFE, 0x00]) }
    }

    @Test func survivesDeepNesting() {
        _ = message("[tool.flash]\nexclude = " + String(repeating: "[", count: 100_000))
        _ = message(Array(repeating: "a", count: 5_000).joined(separator: ".") + " = 1")
        _ = message("[" + Array(repeating: "a", count: 5_000).joined(separator: ".") + "]")
    }

    @Test(
        arguments: [
            ("1500", 1500), ("500 MB", 524_288_000), ("1.5gb", 1_610_612_736), ("1 GiB", 1_073_741_824), ("2k", 2048),
            ("0", nil), ("-1", nil), ("1e9", nil), ("nan", nil), ("1 TB", nil), ("", nil),
            ("99999999999999999999", nil), ("1.2.3", nil),
        ] as [(String, UInt64?)]
    )
    func parsesSizes(text: String, bytes: UInt64?) {
        #expect(SizeText.bytes(text) == bytes)
    }
}
