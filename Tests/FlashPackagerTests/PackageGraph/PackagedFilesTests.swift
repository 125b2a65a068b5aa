import Testing

@testable import FlashPackager

struct PackagedFilesTests {
    /// A root package with two targets and a dependency with two, on disk.
    struct Packages {
        let app: TemporaryTree
        let kit: TemporaryTree
        var graph: PackageGraph

        init(app appFiles: [String: String] = [:], kit kitFiles: [String: String] = [:]) throws {
            app = try TemporaryTree(appFiles)
            kit = try TemporaryTree(kitFiles)
            graph = PackageGraph(
                rootPackage: "app",
                packages: [
                    .fixture(
                        "kit",
                        directory: kit.root,
                        targets: [.fixture("Kit", directory: kit.path("Sources/Kit"))]
                    ),
                    .fixture(
                        "app",
                        directory: app.root,
                        targets: [
                            .fixture(
                                "App",
                                .executable,
                                directory: app.path("Sources/App"),
                                dependencies: [.product("kit", "kit")]
                            ),
                            .fixture("Other", directory: app.path("Sources/Other")),
                        ]
                    ),
                ]
            )
        }

        mutating func declare(_ paths: [String: PackageGraph.File.Kind], package: Int, target: Int) {
            let tree = package == 0 ? kit : app
            graph.packages[package].targets[target].files = paths.map {
                PackageGraph.File(path: tree.path($0), type: $1)
            }
            .sorted { $0.path < $1.path }
        }

        func packaged(_ products: [String] = []) throws -> PackagedFiles {
            let listings = ["app": try app.listing(), "kit": try kit.listing()]
            return try graph.packagedFiles(of: graph.reachableTargets(products: products), listings: listings)
        }
    }

    static func sample() throws -> Packages {
        var packages = try Packages(
            app: [
                "Sources/App/App.swift": "", "Sources/App/workers/__init__.py": "", "Sources/App/workers/gpu.py": "g",
                "Sources/App/workers/data/labels.txt": "", "Sources/App/workers/__pycache__/gpu.pyc": "",
                "Sources/App/settings.json": "{}", "Sources/App/main.py": "m", "Sources/App/notes.md": "",
                "Sources/App/PrivacyInfo.xcprivacy": "", "Sources/App/requirements.txt": "", "requirements.txt": "",
                "Sources/Other/other.py": "", "pyproject.toml": "", ".flashignore": "labels.txt\n",
            ],
            kit: [
                "Sources/Kit/kit/helper.py": "", "Sources/Kit/table.csv": "", "requirements.txt": "",
            ]
        )
        packages.declare(
            [
                "Sources/App/App.swift": .source, "Sources/App/workers": .resource,
                "Sources/App/settings.json": .resource,
                "Sources/App/main.py": .unknown, "Sources/App/notes.md": .unknown,
                "Sources/App/PrivacyInfo.xcprivacy": .resource,
            ],
            package: 1,
            target: 0
        )
        packages.declare(["Sources/Other/other.py": .unknown], package: 1, target: 1)
        packages.declare(["Sources/Kit/kit": .resource, "Sources/Kit/table.csv": .resource], package: 0, target: 0)
        return packages
    }

    @Test func placesFilesRelativeToTheirTarget() throws {
        let packages = try Self.sample()
        let packaged = try packages.packaged(["app"])
        #expect(
            packaged.files.map(\.destination) == [
                "kit/helper.py", "main.py", "settings.json", "table.csv", "workers/__init__.py", "workers/gpu.py",
            ]
        )
        #expect(packaged.files.last?.path == packages.app.path("Sources/App/workers/gpu.py"))
        #expect(packaged.files.last?.target == "App" && packaged.files.last?.package == "app")
        #expect(
            packaged.requirementFiles == [
                packages.app.path("requirements.txt"), packages.app.path("pyproject.toml"),
                packages.app.path("Sources/App/requirements.txt"), packages.kit.path("requirements.txt"),
            ]
        )
    }

    @Test func takesEveryTargetWithoutAChoice() throws {
        #expect(try Self.sample().packaged().files.map(\.destination).contains("other.py"))
        #expect(try !Self.sample().packaged(["app"]).files.map(\.destination).contains("other.py"))
    }

    @Test func tellsWhatStaysOutOfTheTargets() throws {
        let packages = try Self.sample()
        try packages.app.link("Sources/App/workers/gone.py", to: "nowhere.py")
        let excluded = try packages.packaged(["app"]).excluded
        #expect(
            excluded.map(\.path) == [
                packages.app.path("Sources/App/workers/__pycache__"),
                packages.app.path("Sources/App/workers/data/labels.txt"),
                packages.app.path("Sources/App/workers/gone.py"),
            ]
        )
        #expect(
            excluded.map(\.reason).dropFirst() == [
                .rule(pattern: "labels.txt", file: ".flashignore", line: 1), .danglingLink(target: "nowhere.py"),
            ]
        )
    }

    @Test(arguments: ["Sources/App/workers/", "Sources/App/", "Sources/", "workers/", "gpu.py"])
    func tellsOfTheIgnoredDirectoryAroundAFile(pattern: String) throws {
        var packages = try Packages(app: ["Sources/App/workers/gpu.py": "", ".gitignore": "\(pattern)\nnotes/\n"])
        packages.declare(["Sources/App/workers/gpu.py": .unknown], package: 1, target: 0)
        let packaged = try packages.packaged()
        #expect(packaged.files.isEmpty)
        #expect(packaged.excluded.map(\.reason) == [.rule(pattern: pattern, file: ".gitignore", line: 1)])
    }

    @Test func leavesSwiftResourcesOfDependenciesOut() throws {
        var packages = try Packages(kit: ["Sources/Kit/table.csv": "", "requirements.txt": ""])
        packages.declare(["Sources/Kit/table.csv": .resource], package: 0, target: 0)
        let packaged = try packages.packaged()
        #expect(packaged.files.isEmpty && packaged.requirementFiles.isEmpty)
    }

    @Test func mergesEqualFilesAndRefusesDifferentOnes() throws {
        for (content, isConflict) in [("same", false), ("else", true), ("longer", true)] {
            var packages = try Packages(app: ["Sources/App/x.py": "same", "Sources/Other/x.py": content])
            packages.declare(["Sources/App/x.py": .unknown], package: 1, target: 0)
            packages.declare(["Sources/Other/x.py": .unknown], package: 1, target: 1)
            if isConflict {
                let (first, second) = (packages.app.path("Sources/App/x.py"), packages.app.path("Sources/Other/x.py"))
                #expect(throws: PackageGraphError.conflict(destination: "x.py", first: first, second: second)) {
                    try packages.packaged()
                }
            } else {
                #expect(try packages.packaged().files.map(\.destination) == ["x.py"])
            }
        }
    }

    @Test func refusesAFileWhereADirectoryIsNeeded() throws {
        var packages = try Packages(app: ["Sources/App/x": "", "Sources/Other/x/y.py": ""])
        packages.declare(["Sources/App/x": .resource], package: 1, target: 0)
        packages.declare(["Sources/Other/x": .resource], package: 1, target: 1)
        let error = #expect(throws: PackageGraphError.self) { try packages.packaged() }
        #expect(error?.description.contains("x would be a file") == true)
    }

    @Test(arguments: ["/elsewhere/x.py", "/elsewhere"])
    func refusesPathsOutsideThePackage(path: String) throws {
        var packages = try Packages()
        packages.graph.packages[1].targets[0].files = [PackageGraph.File(path: path, type: .resource)]
        #expect(throws: PackageGraphError.outsidePackage(path: path, package: "app")) { try packages.packaged() }
        packages.graph.packages[1].targets[0].files = []
        packages.graph.packages[1].targets[0].directory = packages.app.root + "/../x"
        #expect(throws: PackageGraphError.self) { try packages.packaged() }
    }

    @Test func needsEveryListing() throws {
        let packages = try Packages()
        #expect(throws: PackageGraphError.missingListing(package: "app")) {
            try packages.graph.packagedFiles(of: packages.graph.reachableTargets(products: []), listings: [:])
        }
    }

    @Test func findsFilesByPath() throws {
        let tree = try TemporaryTree(["a/b": "", "a/c/d": "", "a.b": "", "a0": "", "ab": ""])
        let listing = try tree.listing()
        #expect(listing.files(at: "a").map(\.path) == ["a/b", "a/c/d"])
        #expect(listing.files(at: "a/b").map(\.path) == ["a/b"])
        #expect(listing.files(at: "a/c").map(\.path) == ["a/c/d"])
        #expect(listing.files(at: "b").isEmpty && listing.files(at: "").isEmpty)
    }
}
