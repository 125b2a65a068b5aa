import PythonPackaging
import Testing

@Suite struct OverrideTests {
    struct Scenario: CustomTestStringConvertible, Sendable {
        var name: String
        var requirements = ["a"]
        var overrides: [String]
        var constraints: [String] = []
        var pins: [String]

        var testDescription: String { name }
    }

    private static let packages = [
        "a": ["1.0": ["foo; sys_platform == 'win32'", "bar>=2", "baz>=2; extra == 'gpu'"]],
        "foo": ["1.0": ["more; extra == 'x'"]], "bar": ["1.0": [], "2.0": []], "baz": ["1.0": [], "2.0": []],
        "more": ["1.0": []],
    ]

    @Test(arguments: [
        Scenario(name: "of a dependency", overrides: ["bar<2"], pins: ["a==1.0", "bar==1.0"]),
        Scenario(
            name: "of direct and transitive requirements",
            requirements: ["a", "bar>=2"],
            overrides: ["bar==1.0"],
            pins: ["a==1.0", "bar==1.0"]
        ),
        Scenario(name: "never adds a package", overrides: ["baz<2"], pins: ["a==1.0", "bar==2.0"]),
        Scenario(name: "replaces the marker", overrides: ["foo"], pins: ["a==1.0", "bar==2.0", "foo==1.0"]),
        Scenario(name: "for another target", overrides: ["bar<2; sys_platform == 'win32'"], pins: ["a==1.0"]),
        Scenario(
            name: "for several targets",
            overrides: ["bar<2; sys_platform == 'linux'", "bar==2.0; sys_platform == 'win32'"],
            pins: ["a==1.0", "bar==1.0"]
        ),
        Scenario(
            name: "of what an extra asks for",
            requirements: ["a[gpu]"],
            overrides: ["baz<2"],
            pins: ["a[gpu]==1.0", "bar==2.0", "baz==1.0"]
        ),
        Scenario(name: "replaces extras", requirements: ["foo[x]"], overrides: ["foo"], pins: ["foo==1.0"]),
        Scenario(
            name: "adds extras",
            requirements: ["foo"],
            overrides: ["foo[x]"],
            pins: ["foo[x]==1.0", "more==1.0"]
        ),
        Scenario(
            name: "within constraints",
            overrides: ["bar"],
            constraints: ["bar<2"],
            pins: ["a==1.0", "bar==1.0"]
        ),
    ])
    func replaces(scenario: Scenario) async throws {
        let options = ResolverOptions(
            constraints: try lines(scenario.constraints, file: "constraints.txt"),
            overrides: try lines(scenario.overrides, file: "overrides.txt")
        )
        let resolver = Resolver(
            provider: try InMemoryProvider(Self.packages),
            platform: try .example(),
            options: options
        )
        #expect(try await resolver.resolve(lines(scenario.requirements)).pins == scenario.pins)
    }

    @Test func tellsWhatWasStated() async throws {
        let resolver = Resolver(
            provider: try InMemoryProvider(Self.packages),
            platform: try .example(),
            options: ResolverOptions(overrides: try lines(["bar==1.0"], file: "overrides.txt"))
        )
        let resolution = try await resolver.resolve(lines(["a"]))
        let requirers = resolution[PackageName(normalizing: "bar")]?.requiredBy ?? []
        #expect(
            requirers == [
                .package(PackageName(normalizing: "a"), try Version("1.0"), extra: nil, try Requirement("bar>=2"))
            ]
        )
    }
}
