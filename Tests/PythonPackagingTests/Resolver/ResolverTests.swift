import PythonPackaging
import Testing

@Suite struct ResolverTests {
    struct Scenario: CustomTestStringConvertible, Sendable {
        var name: String
        var packages: [String: [String: [String]]]
        var requirements: [String]
        var pins: [String]
        var prereleases = PrereleasePolicy.ifNecessary

        var testDescription: String { name }
    }

    @Test(arguments: [
        Scenario(
            name: "newest",
            packages: ["a": ["1.0": [], "2.0": [], "10.0": []]],
            requirements: ["a"],
            pins: ["a==10.0"]
        ),
        Scenario(
            name: "transitive limit",
            packages: ["a": ["1.0": ["b<2"]], "b": ["1.0": [], "1.5": [], "2.0": []]],
            requirements: ["a", "b"],
            pins: ["a==1.0", "b==1.5"]
        ),
        Scenario(
            name: "conflict resolution with a partial satisfier",
            packages: [
                "foo": ["1.0.0": [], "1.1.0": ["left>=1", "right>=1"]],
                "left": ["1.0.0": ["shared>=1.0.0"]],
                "right": ["1.0.0": ["shared<2.0.0"]],
                "shared": ["2.0.0": [], "1.0.0": ["target>=1,<2"]],
                "target": ["2.0.0": [], "1.0.0": []],
            ],
            requirements: ["foo>=1,<2", "target>=2,<3"],
            pins: ["foo==1.0.0", "target==2.0.0"]
        ),
        Scenario(
            name: "dependency cycle",
            packages: ["a": ["1.0": ["b"]], "b": ["1.0": ["a"]]],
            requirements: ["a"],
            pins: ["a==1.0", "b==1.0"]
        ),
        Scenario(
            name: "cycle that only an older version closes",
            packages: ["a": ["1.0": [], "2.0": ["b"]], "b": ["1.0": ["a<2"]]],
            requirements: ["a"],
            pins: ["a==1.0"]
        ),
        Scenario(
            name: "package that depends on itself",
            packages: ["a": ["1.0": ["a>=1"], "2.0": ["a<2"]]],
            requirements: ["a"],
            pins: ["a==1.0"]
        ),
        Scenario(
            name: "extra at the version of its package",
            packages: [
                "a": ["1.0": ["b; extra == 'gpu'"], "2.0": ["b>=2; extra == 'gpu'"]], "b": ["1.0": [], "2.0": []],
                "c": ["1.0": ["a<2"]],
            ],
            requirements: ["a[gpu]", "c", "b<2"],
            pins: ["a[gpu]==1.0", "b==1.0", "c==1.0"]
        ),
        Scenario(
            name: "extra that names another extra of its package",
            packages: [
                "a": ["1.0": ["a[x,y]; extra == 'all'", "b; extra == 'x'", "c; extra == 'y'"]], "b": ["1.0": []],
                "c": ["1.0": []],
            ],
            requirements: ["a[all]"],
            pins: ["a[all,x,y]==1.0", "b==1.0", "c==1.0"]
        ),
        Scenario(
            name: "markers of the target",
            packages: [
                "a": [
                    "1.0": [
                        "b; sys_platform == 'win32'", "c; python_version >= '3.12'",
                        "d; python_full_version < '3.12.1'",
                    ]
                ], "c": ["1.0": []],
            ],
            requirements: ["a", "e; platform_machine == 'arm64'"],
            pins: ["a==1.0", "c==1.0"]
        ),
        Scenario(
            name: "unknown package in a version that is not needed",
            packages: ["a": ["1.0": [], "2.0": ["missing"]]],
            requirements: ["a"],
            pins: ["a==1.0"]
        ),
        Scenario(
            name: "stable version before a newer pre-release",
            packages: ["a": ["1.0": [], "2.0rc1": []]],
            requirements: ["a>=0.1a1"],
            pins: ["a==1.0"]
        ),
        Scenario(
            name: "pre-release if no stable version fits",
            packages: ["a": ["1.0": ["b>0.9"]], "b": ["0.9": [], "1.0rc1": []]],
            requirements: ["a"],
            pins: ["a==1.0", "b==1.0rc1"]
        ),
        Scenario(
            name: "pre-release named by a direct requirement",
            packages: ["a": ["1.0": [], "2.0rc1": []]],
            requirements: ["a>=0.1a1"],
            pins: ["a==2.0rc1"],
            prereleases: .explicit
        ),
        Scenario(
            name: "pre-releases like other versions",
            packages: ["a": ["1.0": [], "2.0rc1": []]],
            requirements: ["a"],
            pins: ["a==2.0rc1"],
            prereleases: .allow
        ),
    ])
    func resolves(scenario: Scenario) async throws {
        let resolver = Resolver(
            provider: try InMemoryProvider(scenario.packages),
            platform: try .example(),
            options: ResolverOptions(prereleases: scenario.prereleases)
        )
        let resolution = try await resolver.resolve(lines(scenario.requirements))
        #expect(resolution.pins == scenario.pins)
    }

    @Test func tellsWhoRequiresWhat() async throws {
        let provider = try InMemoryProvider([
            "a": ["1.0": ["b>=1", "c[fast]"]], "b": ["1.0": ["c"]], "c": ["2.0": ["d; extra == 'fast'"]],
            "d": ["1.0": []],
        ])
        let declared = try lines(["a", "c>=1"])
        let resolution = try await Resolver(provider: provider, platform: .example()).resolve(declared)
        let c = try #require(resolution[PackageName(normalizing: "c")])
        #expect(c.extras.map(\.normalized) == ["fast"])
        #expect(c.extrasForPackages == c.extras)
        #expect(c.dependencies.map(\.normalized) == ["d"])
        #expect(
            c.requiredBy == [
                .declared(declared[1]),
                .package(PackageName(normalizing: "a"), try Version("1.0"), extra: nil, try Requirement("c[fast]")),
                .package(PackageName(normalizing: "b"), try Version("1.0"), extra: nil, try Requirement("c")),
            ]
        )
        let d = try #require(resolution[PackageName(normalizing: "d")])
        #expect(
            d.requiredBy == [
                .package(
                    PackageName(normalizing: "c"),
                    try Version("2.0"),
                    extra: PackageName(normalizing: "fast"),
                    try Requirement("d; extra == 'fast'")
                )
            ]
        )
        #expect(resolution[PackageName(normalizing: "e")] == nil)
    }

    @Test func leavesOutExcludedPackagesAndWhatOnlyTheyNeed() async throws {
        let provider = try InMemoryProvider([
            "torch": ["2.0": ["nvidia-cublas-cu12==12.1", "nvidia_cudnn_cu12", "sympy"]], "sympy": ["1.0": ["mpmath"]],
            "nvidia-cublas-cu12": ["12.1": ["onlyhere"]], "onlyhere": ["1.0": []], "mpmath": ["1.0": []],
        ])
        .failing("nvidia-cublas-cu12", "nvidia-cudnn-cu12", "numpy")
        let patterns = ["NVIDIA_*", "numpy", "nothing-*"].compactMap { ExclusionPattern($0) }
        let resolver = Resolver(
            provider: provider,
            platform: try .example(),
            options: ResolverOptions(exclusions: patterns)
        )
        let declared = try lines(["torch", "numpy>=1"])
        let resolution = try await resolver.resolve(declared)
        #expect(resolution.pins == ["mpmath==1.0", "sympy==1.0", "torch==2.0"])
        #expect(
            resolution.excluded.keys.map(\.normalized).sorted() == ["numpy", "nvidia-cublas-cu12", "nvidia-cudnn-cu12"]
        )
        let numpy = try #require(resolution.excluded[PackageName(normalizing: "numpy")])
        #expect(numpy.map(\.requirer) == [.declared(declared[1])])
        #expect(numpy.map(\.pattern.description) == ["numpy"])
        #expect(resolution.unmatchedExclusions.map(\.description) == ["nothing-*"])
        #expect(
            resolution.namesSeen.map(\.normalized) == [
                "mpmath", "numpy", "nvidia-cublas-cu12", "nvidia-cudnn-cu12", "sympy", "torch",
            ]
        )
        #expect(resolution[PackageName(normalizing: "torch")]?.dependencies.map(\.normalized) == ["sympy"])
    }

    @Test func keepsPreferredVersionsAsLongAsTheyAreAllowed() async throws {
        let provider = try InMemoryProvider([
            "a": ["1.0": .init(), "2.0": .init(unusable: .yanked(reason: nil)), "3.0": .init()],
            "b": ["1.0": .init(), "2.0": .init()],
        ])
        let preferences = [
            PackageName(normalizing: "a"): try Version("2.0"), PackageName(normalizing: "b"): try Version("1.0"),
        ]
        let resolver = Resolver(
            provider: provider,
            platform: try .example(),
            options: ResolverOptions(preferences: preferences)
        )
        #expect(try await resolver.resolve(lines(["a", "b>1"])).pins == ["a==2.0", "b==2.0"])
    }

    @Test func appliesConstraintsOnlyToWhatIsNeeded() async throws {
        let provider = try InMemoryProvider(["a": ["1.0": [], "2.0": []], "b": ["1.0": []]])
        let options = ResolverOptions(constraints: try lines(["a<2", "b>5"], file: "constraints.txt"))
        let resolver = Resolver(provider: provider, platform: try .example(), options: options)
        #expect(try await resolver.resolve(lines(["a"])).pins == ["a==1.0"])
    }

    @Test func reportsMissingExtras() async throws {
        let provider = try InMemoryProvider(["a": ["1.0": .init(extras: ["gpu", "all"])]])
        let resolution = try await Resolver(provider: provider, platform: .example()).resolve(lines(["a[gpuu,all]"]))
        #expect(resolution.missingExtras.map(\.extra.normalized) == ["gpuu"])
        #expect(resolution.missingExtras.map { $0.available.map(\.normalized) } == [["all", "gpu"]])
    }

    @Test func givesUpVersionsWhoseMetadataCannotBeRead() async throws {
        let provider = try InMemoryProvider([
            "a": ["1.0": .init(), "2.0": .init(unreadable: .noMetadata("no METADATA file"))]
        ])
        #expect(try await Resolver(provider: provider, platform: .example()).resolve(lines(["a"])).pins == ["a==1.0"])
    }

    @Test func namesTheChainToAFailingPackage() async throws {
        let provider = try InMemoryProvider(["a": ["1.0": ["b>=2"]], "b": ["2.0": ["c"]]]).failing("c")
        let error = await #expect(throws: ResolutionError.self) {
            try await Resolver(provider: provider, platform: .example()).resolve(lines(["a"]))
        }
        #expect(
            error?.description == """
                The index could not be asked about c (requirements.txt:1 asks for a; a depends on b>=2; b depends on c): \
                connection refused
                """
        )
    }

    @Test func refusesDirectRequirementsByURL() async throws {
        let provider = try InMemoryProvider(["a": ["1.0": []]])
        let error = await #expect(throws: ResolutionError.self) {
            try await Resolver(provider: provider, platform: .example())
                .resolve(lines(["a @ https://user:secret@example.org/a-1.0-py3-none-any.whl"]))
        }
        #expect(
            error?.description == """
                requirements.txt:1 asks for a by URL, which is not supported here.
                """
        )
    }

    @Test func takesWhatAProviderFindsAtAURL() async throws {
        struct URLProvider: PackageProvider {
            let base: InMemoryProvider

            func candidates(of package: PackageName) async throws -> [Candidate] {
                try await base.candidates(of: package)
            }

            func dependencies(of package: PackageName, version: Version) async throws -> [Requirement] {
                try await base.dependencies(of: package, version: version)
            }

            func candidate(of package: PackageName, at url: String) async throws -> Candidate? {
                Candidate(version: try Version("1.5"))
            }
        }
        let provider = URLProvider(
            base: try InMemoryProvider(["a": ["1.0": [], "1.5": ["b"], "2.0": []], "b": ["1.0": ["a>1"]]])
        )
        let resolver = Resolver(provider: provider, platform: try .example())
        let resolution = try await resolver.resolve(lines(["a @ https://example.org/a-1.5-py3-none-any.whl"]))
        #expect(resolution.pins == ["a==1.5", "b==1.0"])
    }

    @Test func survivesDeepGraphs() async throws {
        let depth = 1500
        var packages: [String: [String: [String]]] = [:]
        for index in 0..<depth { packages["p\(index)"] = ["1.0": ["p\(index + 1)"], "2.0": ["p\(index + 1)>=2"]] }
        packages["p\(depth)"] = ["1.0": []]
        let resolver = Resolver(provider: try InMemoryProvider(packages), platform: try .example())
        let resolution = try await resolver.resolve(lines(["p0"]))
        #expect(resolution.packages.count == depth + 1)
        #expect(resolution.packages.allSatisfy { $0.version.description == "1.0" })
    }
}
