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

    @Test(arguments: [
        Conflict(
            name: "no version matches",
            packages: ["foo": ["1.3": .init(), "1.4": .init()]],
            requirements: ["bar; sys_platform == 'win32'", "foo>=2"],
            text: """
                Because no version of foo matches >=2 (newest is 1.4) and requirements.txt:2 asks for foo>=2, \
                the requirements cannot be satisfied.
                """
        ),
        Conflict(
            name: "two requirements on one package",
            packages: ["foo": ["1.0": .init(), "2.0": .init()]],
            requirements: ["foo==1.0", "foo==2.0"],
            text: """
                Because requirements.txt:1 asks for foo==1.0 and requirements.txt:2 asks for foo==2.0, the \
                requirements cannot be satisfied.
                """
        ),
        Conflict(
            name: "dependency against a requirement",
            packages: [
                "foo": ["1.0": .init(requires: ["bar<2"]), "1.1": .init(requires: ["bar<2"])],
                "bar": ["1.0": .init(), "2.0": .init()],
            ],
            requirements: ["foo", "bar>=2"],
            text: """
                Because requirements.txt:1 asks for foo, every version of foo depends on bar<2 and \
                requirements.txt:2 asks for bar>=2, the requirements cannot be satisfied.
                """
        ),
        Conflict(
            name: "dependencies of two packages",
            packages: [
                "app": ["1.0": .init(requires: ["shared<2"])],
                "web": ["1.0": .init(), "2.0": .init(requires: ["shared>=2"]), "2.1": .init(requires: ["shared>=2"])],
                "shared": ["1.0": .init(), "2.0": .init(), "2.5": .init()],
            ],
            requirements: ["app==1.0", "web>=2"],
            text: """
                Because requirements.txt:1 asks for app==1.0, app 1.0 depends on shared<2, requirements.txt:2 \
                asks for web>=2 and web>=2.0 depends on shared>=2, the requirements cannot be satisfied.
                """
        ),
        Conflict(
            name: "unknown package",
            packages: ["foo": ["1.0": .init(requires: ["nunpy>=1"])]],
            requirements: ["foo"],
            text: """
                Because requirements.txt:1 asks for foo and foo 1.0 depends on nunpy>=1, which the index does \
                not have (did you mean numpy?), the requirements cannot be satisfied.
                """
        ),
        Conflict(
            name: "module name instead of a package",
            packages: [:],
            requirements: ["cv2"],
            text: """
                Because requirements.txt:1 asks for cv2, which the index does not have (did you mean \
                opencv-python-headless?), the requirements cannot be satisfied.
                """
        ),
        Conflict(
            name: "another Python",
            packages: [
                "foo": [
                    "1.0": .init(), "2.0": .init(unusable: .requiresPython(">=3.13")),
                    "2.1": .init(unusable: .requiresPython(">=3.13")),
                ]
            ],
            requirements: ["foo>=2"],
            text: """
                Because requirements.txt:1 asks for foo>=2 and foo>=2.0 requires Python >=3.13 (the target has \
                3.12.1), the requirements cannot be satisfied.
                """
        ),
        Conflict(
            name: "several other Pythons",
            packages: [
                "foo": [
                    "1.0": .init(unusable: .requiresPython("<3.9")), "2.0": .init(unusable: .requiresPython("<3.11")),
                ]
            ],
            requirements: ["foo"],
            text: """
                Because requirements.txt:1 asks for foo and no version of foo supports Python 3.12.1 (2.0 \
                requires Python <3.11), the requirements cannot be satisfied.
                """
        ),
        Conflict(
            name: "no wheel for the target",
            packages: [
                "foo": [
                    "1.0": .init(),
                    "2.0": .init(
                        unusable: .noCompatibleWheel(tags: [
                            "cp312-cp312-win_amd64", "cp312-cp312-macosx_11_0_arm64", "cp311-cp311-win_amd64",
                            "cp310-cp310-win_amd64", "cp39-cp39-win_amd64",
                        ])
                    ),
                ]
            ],
            requirements: ["foo>1"],
            text: """
                Because requirements.txt:1 asks for foo>1 and foo 2.0 has no wheel for Python 3.12.1 on \
                manylinux_2_35_x86_64 (only for macosx_11_0_arm64 and win_amd64; 1.0 has one), the requirements cannot \
                be satisfied.
                """
        ),
        Conflict(
            name: "only source distributions",
            packages: [
                "foo": [
                    "1.4": .init(), "1.5": .init(unusable: .onlySourceDistribution),
                    "1.6": .init(unusable: .onlySourceDistribution),
                ]
            ],
            requirements: ["foo>1.4"],
            text: """
                Because requirements.txt:1 asks for foo>1.4 and foo>=1.5 is only a source distribution (the \
                newest version with a wheel is 1.4), the requirements cannot be satisfied.
                """
        ),
        Conflict(
            name: "yanked",
            packages: ["foo": ["1.0": .init(unusable: .yanked(reason: "breaks imports"))]],
            requirements: ["foo"],
            text: """
                Because requirements.txt:1 asks for foo and foo 1.0 was yanked (breaks imports), the \
                requirements cannot be satisfied.
                """
        ),
        Conflict(
            name: "several reasons for one package",
            packages: [
                "foo": [
                    "1.0": .init(), "2.0": .init(unusable: .yanked(reason: nil)),
                    "2.1": .init(unusable: .excludedByHash), "2.2": .init(unreadable: .noMetadata("no METADATA")),
                    "2.3": .init(unusable: .requiresPython(">=3.14")),
                ]
            ],
            requirements: ["foo>=2"],
            text: """
                Because requirements.txt:1 asks for foo>=2, foo 2.3 requires Python >=3.14 (the target has \
                3.12.1), foo 2.0 was yanked, foo 2.1 has no wheel with a hash that the requirements allow and foo \
                2.2 has no readable metadata (no METADATA), the requirements cannot be satisfied.
                """
        ),
        Conflict(
            name: "another hash",
            packages: [
                "app": ["1.0": .init(requires: ["foo>=1"])],
                "foo": ["1.0": .init(unusable: .excludedByHash), "1.1": .init(unusable: .excludedByHash)],
            ],
            requirements: ["app", "foo>=1.1"],
            text: """
                Because requirements.txt:2 asks for foo>=1.1 and foo 1.1 has no wheel with a hash that the requirements \
                allow, the requirements cannot be satisfied.
                """
        ),
        Conflict(
            name: "excluded package",
            packages: [
                "app": ["1.0": .init(requires: ["torch>=2", "shared<2"])],
                "web": ["1.0": .init(requires: ["torch<2", "shared>=2"])],
                "shared": ["1.0": .init(), "2.0": .init()],
            ],
            requirements: ["torch==9", "app", "web"],
            exclusions: ["torch"],
            text: """
                Because requirements.txt:2 asks for app, app 1.0 depends on shared<2, requirements.txt:3 asks for web \
                and web 1.0 depends on shared>=2, the requirements cannot be satisfied.
                """
        ),
        Conflict(
            name: "constraint",
            packages: ["foo": ["1.0": .init(requires: ["bar>=2"])], "bar": ["1.0": .init(), "2.0": .init()]],
            requirements: ["foo"],
            constraints: ["bar<2"],
            text: """
                Because requirements.txt:1 asks for foo, foo 1.0 depends on bar>=2 and constraints.txt:1 limits \
                bar to <2, the requirements cannot be satisfied.
                """
        ),
        Conflict(
            name: "extra",
            packages: [
                "foo": ["1.0": .init(requires: ["bar>=2; extra == 'gpu'"])], "bar": ["1.0": .init(), "2.0": .init()],
            ],
            requirements: ["foo[gpu]", "bar<2"],
            text: """
                Because requirements.txt:1 asks for foo[gpu], foo[gpu] 1.0 depends on bar>=2 and \
                requirements.txt:2 asks for bar<2, the requirements cannot be satisfied.
                """
        ),
        Conflict(
            name: "pre-releases not wanted",
            packages: ["foo": ["1.0": .init(), "2.0rc1": .init()]],
            requirements: ["foo>1"],
            prereleases: .disallow,
            text: """
                Because requirements.txt:1 asks for foo>1 and foo 2.0rc1 is a pre-release, which is not allowed \
                here, the requirements cannot be satisfied.
                """
        ),
        Conflict(
            name: "dependency by URL",
            packages: ["foo": ["1.0": .init(requires: ["bar @ https://user:secret@example.org/bar.whl"])]],
            requirements: ["foo"],
            text: """
                Because requirements.txt:1 asks for foo and foo 1.0 depends on bar by URL, which only a direct \
                requirement may, the requirements cannot be satisfied.
                """
        ),
        Conflict(
            name: "branching conflict",
            packages: [
                "foo": [
                    "1.0.0": .init(requires: ["a>=1", "b>=1"]), "1.1.0": .init(requires: ["x>=1", "y>=1"]),
                ],
                "a": ["1.0.0": .init(requires: ["b>=2"])],
                "b": ["1.0.0": .init(), "2.0.0": .init()],
                "x": ["1.0.0": .init(requires: ["y>=2"])],
                "y": ["1.0.0": .init(), "2.0.0": .init()],
            ],
            requirements: ["foo>=1,<2", "y<2", "b<2"],
            text: """
                Because requirements.txt:1 asks for foo>=1,<2, foo 1.1.0 depends on x>=1, x 1.0.0 depends on \
                y>=2, foo 1.0.0 depends on a>=1, a 1.0.0 depends on b>=2 and requirements.txt:2 asks for y<2, b \
                2.0.0 is needed.
                And because requirements.txt:3 asks for b<2, the requirements cannot be satisfied.
                """
        ),
        Conflict(
            name: "conclusion used twice",
            packages: [
                "a": ["1": .init(requires: ["b[y]<3"]), "2": .init(requires: ["k[y]==3; extra == 'x'"])],
                "b": [
                    "1": .init(requires: ["j[x]"]),
                    "2": .init(requires: ["i!=5; extra == 'x'", "i[y]", "c[y]; extra == 'y'"]),
                ],
                "c": [
                    "1": .init(requires: ["b!=1", "f[y]<=1; extra == 'y'", "d[y]==1; extra == 'y'"]),
                    "2": .init(requires: ["f[y]<1"]), "3": .init(requires: ["a==5"]),
                ],
                "d": ["1": .init(), "3": .init(requires: ["a[x]!=3"])],
                "f": ["1": .init(requires: ["i==5"]), "2": .init(requires: ["c"]), "3": .init()],
                "i": ["1": .init(), "2": .init(requires: ["b[x]==5"])],
                "j": ["1": .init(requires: ["f<2"]), "2": .init(requires: ["k[y]<1"])],
                "k": ["1": .init(), "2": .init()],
            ],
            requirements: ["d[x]==3"],
            text: """
                Because a 1 depends on b[y]<3, b[y] 2 depends on c[y] and c[y] 1 depends on d[y]==1, every version of \
                a[x] needs c>=2, d 1, b 1 or a 2.
                And because requirements.txt:1 asks for d[x]==3, d 3 depends on a[x]!=3, no version of k matches ==3 \
                (newest is 2), a[x] 2 depends on k[y]==3, no version of a matches ==5 (newest is 2), c 3 depends on \
                a==5, no version of f matches <1 (newest is 3) and c 2 depends on f[y]<1, b 1 is needed.
                And because b 1 depends on j[x], no version of k matches <1 (newest is 2), j 2 depends on k[y]<1, j 1 \
                depends on f<2, no version of i matches ==5 (newest is 2) and f 1 depends on i==5, the requirements \
                cannot be satisfied.
                """
        ),
        Conflict(
            name: "long chain",
            packages: [
                "a": ["1": .init(requires: ["b"])], "b": ["1": .init(requires: ["c"])],
                "c": ["1": .init(requires: ["d"])], "d": ["1": .init(requires: ["e"])],
                "e": ["1": .init(requires: ["f"])], "f": ["1": .init(requires: ["g>1"])],
                "g": ["1": .init(), "2": .init()],
            ],
            requirements: ["a", "g<2"],
            text: """
                Because a 1 depends on b, b 1 depends on c, c 1 depends on d, d 1 depends on e, e 1 depends on f \
                and f 1 depends on g>1, a 1 needs g 2.
                And because requirements.txt:1 asks for a and requirements.txt:2 asks for g<2, the requirements \
                cannot be satisfied.
                """
        ),
        Conflict(
            name: "override of a dependency",
            packages: [
                "app": ["1.0": .init(requires: ["shared>=2"]), "1.1": .init(requires: ["shared>=2.1"])],
                "shared": ["1.0": .init(requires: ["base<2"]), "2.0": .init()],
                "base": ["1.0": .init(), "2.0": .init()],
            ],
            requirements: ["app", "base>=2"],
            overrides: ["shared==1.0"],
            text: """
                Because requirements.txt:1 asks for app, every version of app depends on shared, which overrides.txt:1 \
                replaces with shared==1.0, shared 1.0 depends on base<2 and requirements.txt:2 asks for base>=2, the \
                requirements cannot be satisfied.
                """
        ),
        Conflict(
            name: "override without a version",
            packages: ["foo": ["1.0": .init(), "1.2": .init()]],
            requirements: ["foo==1.0"],
            overrides: ["foo>=3"],
            text: """
                Because no version of foo matches >=3 (newest is 1.2) and requirements.txt:1 asks for foo, which \
                overrides.txt:1 replaces with foo>=3, the requirements cannot be satisfied.
                """
        ),
        Conflict(
            name: "requirements over many versions told as one",
            packages: [
                "sdk": Dictionary(
                    uniqueKeysWithValues: (0..<60).map { ("1.\($0)", Release(requires: ["core>=1.\($0),<2"])) }
                ),
                "core": Dictionary(
                    uniqueKeysWithValues: (0..<60).map { ("1.\($0)", Release()) }
                        + [("0.9", Release())]
                ),
                "tool": ["3.0": .init(requires: ["core<1"])],
            ],
            requirements: ["sdk>1.4", "tool"],
            text: """
                Because requirements.txt:1 asks for sdk>1.4, sdk>=1.5 depends on core>=1.5, requirements.txt:2 asks \
                for tool and tool 3.0 depends on core<1, the requirements cannot be satisfied.
                """
        ),
        Conflict(
            name: "wheels for other platforms",
            packages: [
                "foo": [
                    "1.0": .init(
                        unusable: .noCompatibleWheel(tags: [
                            "cp312-cp312-manylinux_2_39_x86_64", "cp312-cp312-win_amd64", "cp311-cp311-win_amd64",
                        ])
                    ),
                    "1.1": .init(
                        unusable: .noCompatibleWheel(tags: [
                            "cp313-cp313t-manylinux_2_28_x86_64",
                            "cp313-cp313-manylinux_2_17_x86_64.manylinux2014_x86_64",
                            "cp312-cp312-win_amd64",
                        ])
                    ),
                ]
            ],
            requirements: ["foo"],
            text: """
                Because requirements.txt:1 asks for foo and no version of foo has a wheel for Python 3.12.1 on \
                manylinux_2_35_x86_64 (only for cp313 and cp313-cp313t), the requirements cannot be satisfied.
                """
        ),
        Conflict(
            name: "no version left, each for its own reason",
            packages: [
                "foo": [
                    "1.0": .init(unusable: .onlySourceDistribution), "1.1": .init(unusable: .yanked(reason: "bug")),
                    "1.2": .init(unusable: .onlySourceDistribution), "1.3": .init(unusable: .yanked(reason: nil)),
                    "1.4": .init(unusable: .onlySourceDistribution), "1.5": .init(unusable: .yanked(reason: nil)),
                ]
            ],
            requirements: ["foo<1.5"],
            text: """
                Because requirements.txt:1 asks for foo<1.5, foo 1.4 and 2 other versions are only source \
                distributions (no version has a wheel for the target) and foo 1.3 and 1 other version were yanked, the \
                requirements cannot be satisfied.
                """
        ),
        Conflict(
            name: "hash missing",
            packages: [
                "foo": ["1.0": .init(requires: ["bar"])], "bar": ["1.0": .init(unusable: .hashMissing)],
            ],
            requirements: ["foo"],
            text: """
                Because requirements.txt:1 asks for foo, foo 1.0 depends on bar and bar 1.0 has no --hash, which \
                --require-hashes or a --hash elsewhere makes necessary, the requirements cannot be satisfied.
                """
        ),
        Conflict(
            name: "what only led astray is left out",
            packages: [
                "web": ["1.0": .init(requires: ["http<2"]), "2.0": .init(requires: ["http>=2", "auth"])],
                "http": ["1.0": .init(), "2.0": .init()],
                "auth": ["1.0": .init(requires: ["crypto<2"]), "1.1": .init(requires: ["crypto<3"])],
                "crypto": ["1.0": .init(), "2.0": .init(), "3.0": .init()],
                "queue": ["1.0": .init(requires: ["web>=2"])],
            ],
            requirements: ["web", "crypto>=3", "http", "queue"],
            text: """
                Because requirements.txt:2 asks for crypto>=3, requirements.txt:4 asks for queue, queue 1.0 depends on \
                web>=2, web 2.0 depends on auth and every version of auth depends on crypto<=2.0, the requirements \
                cannot be satisfied.
                """
        ),
        Conflict(
            name: "both branches of a requirement",
            packages: [
                "app": ["1": .init(requires: ["left", "right"])],
                "left": ["1": .init(requires: ["a<2"]), "2": .init(requires: ["b<2"])],
                "right": ["1": .init(requires: ["a>=2"]), "2": .init(requires: ["b>=2"])],
                "a": ["1": .init(requires: ["c<2"]), "2": .init(requires: ["c<2"])],
                "b": ["1": .init(requires: ["c<2"]), "2": .init(requires: ["c<2"])],
                "c": ["1": .init(), "2": .init()],
            ],
            requirements: ["app", "c>=2"],
            text: """
                Because requirements.txt:1 asks for app, app 1 depends on left, left 2 depends on b<2, b 1 depends on \
                c<2, left 1 depends on a<2 and a 1 depends on c<2, c 1 is needed.
                And because requirements.txt:2 asks for c>=2, the requirements cannot be satisfied.
                """
        ),
        Conflict(
            name: "versions that exclude each other crosswise",
            packages: [
                "left": ["1": .init(requires: ["a<2", "b<2"]), "2": .init(requires: ["a>=2", "b<2"])],
                "right": ["1": .init(requires: ["a<2", "b>=2"]), "2": .init(requires: ["a>=2", "c>=2"])],
                "a": ["1": .init(), "2": .init(requires: ["c<2"])], "b": ["1": .init(), "2": .init()],
                "c": ["1": .init(), "2": .init()],
            ],
            requirements: ["left", "right"],
            text: """
                Because requirements.txt:1 asks for left, every version of left depends on b<2, right 2 depends on \
                a>=2, a 2 depends on c<2, right 2 depends on c>=2 and right 1 depends on b>=2, no version of right can \
                be used.
                And because requirements.txt:2 asks for right, the requirements cannot be satisfied.
                """
        ),
        Conflict(
            name: "long branches",
            packages: [
                "foo": ["1.0": .init(requires: ["a"]), "1.1": .init(requires: ["x"])],
                "a": ["1": .init(requires: ["a2"])], "a2": ["1": .init(requires: ["a3"])],
                "a3": ["1": .init(requires: ["b>=2"])], "b": ["1": .init(), "2": .init()],
                "x": ["1": .init(requires: ["x2"])], "x2": ["1": .init(requires: ["x3"])],
                "x3": ["1": .init(requires: ["y>=2"])], "y": ["1": .init(), "2": .init()],
            ],
            requirements: ["foo", "b<2", "y<2"],
            text: """
                Because foo 1.1 depends on x, x 1 depends on x2, x2 1 depends on x3, x3 1 depends on y>=2, foo 1.0 \
                depends on a and a 1 depends on a2, every version of foo needs y 2 or a2.
                And because requirements.txt:1 asks for foo, requirements.txt:2 asks for b<2, requirements.txt:3 asks \
                for y<2, a2 1 depends on a3 and a3 1 depends on b>=2, the requirements cannot be satisfied.
                """
        ),
    ])
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
