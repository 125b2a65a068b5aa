import Foundation
import PythonPackaging
import Testing

@Suite struct DependencyGroupTests {
    private static func requirements(_ text: String, groups: [String]) throws -> [String] {
        let settings = try ProjectSettings(Array(text.utf8))
        let selections = groups.map { DependencySelection(name: $0) }
        return try settings.requirements(includesDependencies: false, groups: selections).map(\.description)
    }

    @Test func takesWhatGroupsInclude() throws {
        let text = """
            [dependency-groups]
            deploy = [
                "numpy>=2",
                {include-group = "Web_Server"},
                {include-group = "base"},
            ]
            web-server = ["flask", {include-group = "base"}]
            base = ["attrs"]
            later = [{include-extra = "x"}]
            """
        #expect(
            try Self.requirements(text, groups: ["DEPLOY"]) == [
                "numpy>=2 (pyproject.toml:3)", "flask (pyproject.toml:7)", "attrs (pyproject.toml:8)",
            ]
        )
        #expect(try Self.requirements(text, groups: []) == [])
    }

    @Test(arguments: [
        ("a = [\"x\"]\nb = [\"y\"]", "c", "pyproject.toml: 'dependency-groups': it has no 'c'; did you mean 'a'?"),
        ("serve = []", "server", "pyproject.toml: 'dependency-groups': it has no 'server'; did you mean 'serve'?"),
        (
            "a = [\n{include-group = \"gone\"}]", "a",
            "pyproject.toml:3: 'dependency-groups': it has no 'gone'"
        ),
        (
            "a = [{include-group = \"b\"}]\nb = [{include-group = \"A\"}]", "a",
            "pyproject.toml:3: 'dependency-groups.b': the group includes itself: a → b → a"
        ),
        (
            "a = [{include-group = \"a\"}]", "a",
            "pyproject.toml:2: 'dependency-groups.a': the group includes itself: a → a"
        ),
        ("a = []\nA = []", "a", "pyproject.toml:3: 'dependency-groups.A': the name means the same as 'a'"),
        (
            "x_y = []\n\"x.-y\" = []\nb = []", "b",
            "pyproject.toml:3: 'dependency-groups.x.-y': the name means the same as 'x_y'"
        ),
        ("\"-a\" = []\nb = []", "b", "pyproject.toml:2: 'dependency-groups.-a': '-a' is not a valid name"),
        (
            "a = \"x\"", "a",
            "pyproject.toml:2: 'dependency-groups.a': it must be a list of requirements and {include-group = \"…\"}"
        ),
        (
            "a = [3]", "a",
            "pyproject.toml:2: 'dependency-groups.a': an item is neither a requirement nor {include-group = \"…\"}"
        ),
        (
            "a = [{include-group = \"b\", x = 1}]\nb = []", "a",
            "pyproject.toml:2: 'dependency-groups.a': an item is neither a requirement nor {include-group = \"…\"}"
        ),
        (
            "a = [\n\"x=1\"]", "a",
            "pyproject.toml:3: '=' is not an operator (column 2 of 'x=1'); write '==' to ask for one version"
        ),
    ])
    func pointsAtMistakes(groups: String, wanted: String, message: String) throws {
        do {
            _ = try Self.requirements("[dependency-groups]\n" + groups, groups: [wanted])
            Issue.record("accepted")
        } catch {
            #expect("\(error)" == message)
        }
    }

    @Test func looksOnlyAtWhatIsAskedFor() throws {
        let text = "[dependency-groups]\na = [\"x\"]\nbroken = [1]\ncircle = [{include-group = \"circle\"}]"
        #expect(try Self.requirements(text, groups: ["a"]) == ["x (pyproject.toml:2)"])
        #expect(throws: ProjectSettingsError.self) { try Self.requirements("dependency-groups = 1", groups: []) }
    }

    @Test func survivesDeepAndWideInclusion() throws {
        let chain = (0..<5_000).map { "g\($0) = [{include-group = \"g\($0 + 1)\"}]" }.joined(separator: "\n")
        #expect(throws: ProjectSettingsError.self) {
            try Self.requirements("[dependency-groups]\n\(chain)\ng5000 = []", groups: ["g0"])
        }
        let diamonds = (0..<40).map { level in
            let next = "{include-group = \"g\(level + 1)\"}"
            return "g\(level) = [\(next), \(next)]"
        }
        let text = "[dependency-groups]\n\(diamonds.joined(separator: "\n"))\ng40 = [\"x\"]"
        #expect(try Self.requirements(text, groups: ["g0"]) == ["x (pyproject.toml:42)"])
    }

    /// Tables whose groups must resolve to the same requirements, or be refused, as by `packaging.dependency_groups`.
    private static let tables = [
        "a = []", "a = [\"x\"]\nb = [\"y\", {include-group = \"a\"}]", "A = [\"x\"]\nb = [{include-group = \"a\"}]",
        "foo-bar = [\"x\"]\neggs = [{include-group = \"foo..bar\"}]", "a = [\"x\"]\nA = [\"y\"]",
        "a = [{include-group = \"b\"}]\nb = [{include-group = \"a\"}]", "a = [{include-group = \"a\"}]", "a = [[]]",
        "a = [\"x\", {include-group = \"c\"}]\nb = [{include-group = \"c\"}, {include-group = \"a\"}]\nc = [\"z>1\"]",
        "a = [{}]", "a = [{set-phasers-to = \"stun\"}]", "a = [{include-group = \"b\", extra = \"c\"}]\nb = []",
        "a = [{include-group = 1}]", "a = {x = \"y\"}", "a = 1", "a = [true]", "a = [\"===\"]",
        "root = [{include-group = \"l\"}, {include-group = \"r\"}]\nl = [{include-group = \"t\"}]\n"
            + "r = [{include-group = \"t\"}]\nt = [\"x[y]<3; python_version > '3'\"]",
        "a = [{include-group = \"b\"}]\nb = [{include-group = \"c\"}]\nc = [{include-group = \"b\"}]",
    ]

    @Test(.enabled(if: PackagingVectors.shared != nil, "the source distribution of packaging cannot be fetched"))
    func agreesWithPackaging() throws {
        let source = try TestFiles.cache("packaging-26.3-v1").appendingPathComponent("packaging-26.3/src").path
        let program = """
            import json, sys, tomllib
            sys.path.insert(0, sys.argv[1])
            from packaging.dependency_groups import resolve_dependency_groups
            from packaging.requirements import Requirement
            from packaging.utils import canonicalize_name
            answers = []
            for text in json.load(sys.stdin if len(sys.argv) < 3 else open(sys.argv[2])):
                groups = tomllib.loads("[dependency-groups]\\n" + text)["dependency-groups"]
                answer = {}
                for name in groups:
                    try:
                        found = resolve_dependency_groups(groups, name)
                        answer[name] = sorted({canonicalize_name(Requirement(r).name) for r in found})
                    except Exception:
                        answer[name] = None
                answers.append(answer)
            print(json.dumps(answers))
            """
        let file = try TestFiles.cache("groups").appendingPathComponent("tables.json")
        try JSONEncoder().encode(Self.tables).write(to: file)
        let (status, output) = try TestFiles.python(["-c", program, source, file.path])
        try #require(status == 0, "\(output)")
        let answers = try JSONDecoder().decode([[String: [String]?]].self, from: Data(output.utf8))
        try #require(answers.count == Self.tables.count)
        for (table, answer) in zip(Self.tables, answers) {
            for (group, expected) in answer {
                let settings = try ProjectSettings(Array("[dependency-groups]\n\(table)".utf8))
                let found = try? settings.requirements(groups: [DependencySelection(name: group)])
                let names = found.map { Set($0.map(\.requirement.name.normalized)).sorted() }
                #expect(names == expected, "\(group) of \(table)")
            }
        }
    }
}
