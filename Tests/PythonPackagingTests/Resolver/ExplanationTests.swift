import PythonPackaging
import Testing

@Suite struct ExplanationTests {
    typealias Release = InMemoryProvider.Release

    struct Conflict: CustomTestStringConvertible, Sendable {
        var name: String
        var packages: [String: [String: Release]]
        var requirements: [String]
        var constraints: [String] = []
        var overrides: [String] = []
        var exclusions: [String] = []
        var prereleases = PrereleasePolicy.ifNecessary
        var text: String

        var testDescription: String { name }
    }

    @Test(arguments: unusableVersions + contradictions)
    func tells(conflict: Conflict) async throws {
        let resolver = Resolver(
            provider: try InMemoryProvider(conflict.packages),
            platform: try .example(),
            options: ResolverOptions(
                prereleases: conflict.prereleases,
                exclusions: conflict.exclusions.compactMap { ExclusionPattern($0) },
                constraints: try lines(conflict.constraints, file: "constraints.txt"),
                overrides: try lines(conflict.overrides, file: "overrides.txt")
            )
        )
        let error = await #expect(throws: ResolutionError.self) {
            try await resolver.resolve(lines(conflict.requirements))
        }
        #expect(error?.description == conflict.text)
    }

    @Test func namesTheRemoteFunctionThatAsked() async throws {
        let provider = try InMemoryProvider(["foo": ["1.0": ["bar<2"]], "bar": ["1.0": [], "2.0": []]])
        let origin = RequirementOrigin(file: "workers/gpu.py", line: 12, function: "embed")
        let declared = try lines(["bar>=2"]) + [DeclaredRequirement(try Requirement("foo"), origin: origin)]
        let error = await #expect(throws: ResolutionError.self) {
            try await Resolver(provider: provider, platform: .example()).resolve(declared)
        }
        #expect(
            error?.description == """
                Because requirements.txt:1 asks for bar>=2, workers/gpu.py:12 (@remote embed) asks for foo and foo 1.0 \
                depends on bar<2, the requirements cannot be satisfied.
                """
        )
        #expect(
            error?.hint == "Change one of these: bar>=2 (requirements.txt:1), foo (workers/gpu.py:12 (@remote embed))."
        )
        guard case .unsatisfiable(let explanation) = error else { return }
        #expect(explanation.requirements == declared)
        #expect(explanation.packages.map(\.normalized) == ["bar", "foo"])
    }

    @Test(arguments: [
        (
            ["app"],
            "Change one of these: app (requirements.txt:1). With --build-sdists a local Python builds old, unless --only-binary forbids it. If the functions run without old, or the target has it already, exclude it."
        ),
        (
            ["old"],
            "Change one of these: old (requirements.txt:1). With --build-sdists a local Python builds old, unless --only-binary forbids it."
        ),
        (
            ["bad"],
            "Change one of these: bad (requirements.txt:1). A yanked version is used if a requirement pins it with ==."
        ),
        (["early"], "Change one of these: early (requirements.txt:1). early would fit if pre-releases were allowed."),
        (["missing"], "Check the spelling, or add the index that has the package."),
    ])
    func saysWhatMayHelp(requirements: [String], hint: String) async throws {
        let packages: [String: [String: Release]] = [
            "app": ["1.0": .init(requires: ["old"])], "old": ["1.0": .init(unusable: .onlySourceDistribution)],
            "bad": ["1.0": .init(unusable: .yanked(reason: nil))], "early": ["1.0rc1": .init()],
        ]
        let resolver = Resolver(
            provider: try InMemoryProvider(packages),
            platform: try .example(),
            options: ResolverOptions(prereleases: .disallow)
        )
        let error = await #expect(throws: ResolutionError.self) { try await resolver.resolve(lines(requirements)) }
        #expect(error?.hint == hint)
    }
}
