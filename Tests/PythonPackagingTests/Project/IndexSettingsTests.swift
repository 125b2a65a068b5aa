import PythonPackaging
import Testing

@Suite struct IndexSettingsTests {
    private func settings(_ text: String) throws -> ProjectSettings {
        try ProjectSettings(Array(text.utf8))
    }

    @Test(arguments: ["flash", "uv"])
    func readsIndexesAndPins(tool: String) throws {
        let text = """
            [[tool.\(tool).index]]
            name = "cpu"
            url = "https://h/whl/cpu"
            explicit = true
            [[tool.\(tool).index]]
            url = "https://main/simple"
            default = true
            [tool.\(tool).sources]
            Torch = { index = "cpu" }
            torchvision = [
                { index = "cpu", marker = "sys_platform == 'linux'" },
            ]
            """
        let settings = try settings(text)
        #expect(settings.indexes.map(\.name) == ["cpu", nil])
        #expect(settings.indexes.map(\.url) == ["https://h/whl/cpu", "https://main/simple"])
        #expect(settings.indexes.map(\.isExplicit) == [true, false])
        #expect(settings.indexes.map(\.isDefault) == [false, true])
        #expect(settings.pins.map(\.package.normalized) == ["torch", "torchvision"])
        #expect(settings.pins.map(\.index) == ["cpu", "cpu"])
        #expect(settings.pins.map(\.origin.line) == [9, 11])
        #expect(settings.pins[1].marker?.description == "sys_platform == \"linux\"")
        #expect(settings.warnings.isEmpty)
    }

    @Test func ownTablesGoBeforeThoseOfUV() throws {
        let settings = try settings(
            """
            [[tool.uv.index]]
            url = "https://uv/simple"
            [[tool.flash.index]]
            url = "https://flash/simple"
            """
        )
        #expect(settings.indexes.map(\.url) == ["https://flash/simple"])
        #expect(settings.warnings.count == 1)
    }

    @Test func saysWhatIsNotReadOfUV() throws {
        let settings = try settings(
            """
            [tool.uv]
            find-links = ["w"]
            index-url = "https://uv/simple"
            [tool.uv.sources]
            a = { path = "../a" }
            b = { workspace = true }
            """
        )
        #expect(settings.pins.isEmpty)
        #expect(settings.warnings.count == 4)
        for line in [2, 3, 5, 6] {
            #expect(settings.warnings.contains { $0.hasPrefix("pyproject.toml:\(line): ") }, "\(settings.warnings)")
        }
    }

    @Test(arguments: [
        ("[[tool.flash.index]]\nname = \"a\"\nurl = \"x\"", 3, "http"),
        ("[[tool.flash.index]]\nname = \"a b\"\nurl = \"https://x/\"", 2, "letters"),
        ("[[tool.flash.index]]\nname = \"a\"", 1, "url"),
        ("[[tool.flash.index]]\nurl = \"https://x/\"\nexplicit = true", 1, "name"),
        ("[[tool.flash.index]]\nname = \"a\"\nurl = \"https://x/\"\nexplicit = true\ndefault = true", 4, "explicit"),
        ("[[tool.flash.index]]\nurl = \"https://x/\"\ndefault = 1", 3, "true or false"),
        ("[tool.flash]\nindex = 3", 2, "list of tables"),
        (
            "[tool.flash]\nindex-url = \"https://y/\"\n[[tool.flash.index]]\nurl = \"https://x/\"\ndefault = true", 4,
            "index-url"
        ),
        ("[tool.flash.sources]\nx = { index = \"a\" }", 2, "no index 'a'"),
        ("[tool.flash.sources]\nx = { path = \"a\" }", 2, "index"),
        ("[tool.flash.sources]\nx = \"a\"", 2, "table"),
        ("[tool.flash]\nsources = \"a\"", 2, "table"),
        ("[tool.flash]\nfind-links = [\n\"w\",\n\"ftp://x\"]", 4, "path"),
        ("[tool.flash]\nextra-index-urls = [\"x\"]", 2, "http"),
    ])
    func saysWhatIsWrong(text: String, line: Int, word: String) {
        #expect {
            try settings(text)
        } throws: { error in
            let error = error as? ProjectSettingsError
            return error?.line == line && error?.description.contains(word) == true
        }
    }

    @Test func readsPlaces() throws {
        let settings = try settings(
            "[tool.flash]\nno-index = true\nfind-links = [\"w/../x\", \"https://me:pw@h/l.html\"]"
        )
        #expect(settings.noIndex == true)
        #expect(settings.findLinks.map(\.location) == ["x", "https://h/l.html"])
        #expect(settings.findLinks.map(\.isPage) == [false, true])
    }
}
