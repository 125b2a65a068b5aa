import PythonPackaging
import Testing

@Suite struct ProjectExtrasTests {
    private static func requirements(_ text: String, groups: [String] = [], extras: [String] = []) throws -> [String] {
        try ProjectSettings(Array(text.utf8)).requirements(
            groups: groups.map { DependencySelection(name: $0) },
            extras: extras.map { DependencySelection(name: $0, line: 7) }
        ).map(\.description)
    }

    private static let project = """
        [project]
        name = "My.Demo"
        dependencies = ["attrs"]
        [project.optional-dependencies]
        Gpu_Fast = ["torch; python_version >= '3.12'"]
        web = ["flask", "my-demo[gpu-fast]; sys_platform == 'linux'"]
        all = ["my_demo[web,gpu.fast]>=1", "my-demo"]
        circle = ["my-demo[circle,back]", "six"]
        back = ["my-demo[circle]; os_name == 'posix'", "idna"]
        [dependency-groups]
        dev = ["my-demo[web]", "pytest"]
        """

    @Test(
        arguments: [
            ([], [], ["attrs (pyproject.toml:3)"]),
            (
                [], ["GPU.fast"],
                ["attrs (pyproject.toml:3)", "torch; python_version >= \"3.12\" (pyproject.toml:5)"]
            ),
            (
                [], ["web"],
                [
                    "attrs (pyproject.toml:3)", "flask (pyproject.toml:6)",
                    "torch; python_version >= \"3.12\" and sys_platform == \"linux\" (pyproject.toml:5)",
                ]
            ),
            (
                [], ["all"],
                [
                    "attrs (pyproject.toml:3)", "torch; python_version >= \"3.12\" (pyproject.toml:5)",
                    "flask (pyproject.toml:6)",
                    "torch; python_version >= \"3.12\" and sys_platform == \"linux\" (pyproject.toml:5)",
                ]
            ),
            (
                [], ["circle"],
                [
                    "attrs (pyproject.toml:3)", "six (pyproject.toml:8)", "idna (pyproject.toml:9)",
                    "six; os_name == \"posix\" (pyproject.toml:8)", "idna; os_name == \"posix\" (pyproject.toml:9)",
                ]
            ),
            (
                ["dev"], [],
                [
                    "attrs (pyproject.toml:3)", "pytest (pyproject.toml:11)", "flask (pyproject.toml:6)",
                    "torch; python_version >= \"3.12\" and sys_platform == \"linux\" (pyproject.toml:5)",
                ]
            ),
        ] as [([String], [String], [String])]
    )
    func resolvesExtrasWithinTheProject(groups: [String], extras: [String], expected: [String]) throws {
        #expect(try Self.requirements(Self.project, groups: groups, extras: extras) == expected)
    }

    @Test(arguments: [
        ("a = []", "b", "pyproject.toml:7: 'project.optional-dependencies': it has no 'b'; did you mean 'a'?"),
        (
            "web = [\"demo[gup]\"]\ngpu = []", "web",
            "pyproject.toml:4: 'project.optional-dependencies': it has no 'gup'; did you mean 'gpu'?"
        ),
        ("a = 1", "a", "pyproject.toml:4: 'project.optional-dependencies.a': it must be a list of requirements"),
        ("a = [1]", "a", "pyproject.toml:4: 'project.optional-dependencies.a': an item is not a requirement"),
        (
            "a = []\nA = []", "a",
            "pyproject.toml:5: 'project.optional-dependencies.A': the name means the same as 'a'"
        ),
    ])
    func pointsAtMistakes(extras: String, wanted: String, message: String) throws {
        do {
            _ = try Self.requirements(
                "[project]\nname = \"demo\"\n[project.optional-dependencies]\n" + extras,
                extras: [wanted]
            )
            Issue.record("accepted")
        } catch {
            #expect("\(error)" == message)
        }
    }

    /// Extras that ask for each other under ever more conditions end in an error, not in endless work.
    @Test func survivesCirclesOfConditions() throws {
        let extras = (0..<16).map { number in
            let others = (0..<16).filter { $0 != number }
                .map { "\"demo[e\($0)]; platform_release == '\(number)-\($0)'\"" }
            return "e\(number) = [\(others.joined(separator: ", "))]"
        }
        let text = "[project]\nname = \"demo\"\n[project.optional-dependencies]\n" + extras.joined(separator: "\n")
        #expect(throws: ProjectSettingsError.self) { try Self.requirements(text, extras: ["e0"]) }
    }
}
