extension ExplanationTests {
    /// Requirements contradict each other, directly or through packages.
    static let contradictions: [Conflict] = [
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
    ]
}
