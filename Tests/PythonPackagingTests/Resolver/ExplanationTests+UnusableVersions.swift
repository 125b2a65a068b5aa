import PythonPackaging

extension ExplanationTests {
    /// Nothing fits because of what versions, files or the index say.
    static let unusableVersions: [Conflict] = [
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
    ]
}
