import Foundation

@testable import FlashPackager

/// A Swift package `client` and the package `kit` beside it, on disk, with Python in all the places that matter.
struct SwiftPackageFixture {
    static let environment = ProcessInfo.processInfo.environment
    static let hasSwift = (try? SwiftPackageCommand(environment: environment)) != nil

    let tree: TemporaryTree
    var root: String { tree.path("client") }

    static let manifest = """
        // swift-tools-version: 6.1
        import PackageDescription

        let package = Package(
            name: "Client",
            products: [
                .executable(name: "api", targets: ["API"]),
                .library(name: "Jobs", targets: ["Jobs"]),
            ],
            traits: [.default(enabledTraits: ["Fast"]), .trait(name: "Fast"), .trait(name: "Slow")],
            dependencies: [.package(path: "../kit")],
            targets: [
                .executableTarget(
                    name: "API",
                    dependencies: [
                        "Shared", "CThing", .product(name: "Kit", package: "kit"),
                        .target(name: "OnLinux", condition: .when(platforms: [.linux])),
                        .target(name: "OnWindows", condition: .when(platforms: [.windows])),
                        .target(name: "WhenFast", condition: .when(traits: ["Fast"])),
                        .target(name: "WhenSlow", condition: .when(traits: ["Slow"])),
                    ],
                    exclude: ["skip.py", "./skipped/"],
                    resources: [.copy("workers"), .process("settings.json"), .process("data"), .copy("one/a.py")]
                ),
                .target(name: "Shared", sources: ["Shared.swift", "generated"]),
                .target(name: "Jobs", path: "jobs", resources: [.copy("batch")]),
                .target(name: "CThing"),
                .target(name: "OnLinux"), .target(name: "OnWindows"),
                .target(name: "WhenFast"), .target(name: "WhenSlow"),
                .testTarget(name: "APITests", dependencies: ["API"], resources: [.copy("fake")]),
            ]
        )
        """

    static let kitManifest = """
        // swift-tools-version: 6.1
        import PackageDescription

        let package = Package(
            name: "Kit",
            products: [.library(name: "Kit", targets: ["Kit"]), .library(name: "Unused", targets: ["Unused"])],
            targets: [.target(name: "Kit", resources: [.copy("kit")]), .target(name: "Unused")]
        )
        """

    init() throws {
        var files = [
            "client/Package.swift": Self.manifest, "kit/Package.swift": Self.kitManifest, "client/requirements.txt": "",
            "client/Sources/API/API.swift": "", "client/Sources/API/settings.json": "{}",
            "client/Sources/CThing/c.c": "", "client/Sources/CThing/include/c.h": "", "client/jobs/Jobs.swift": "",
            "client/Sources/API/workers/data/labels.txt": "a", "client/Sources/API/notes.md": "",
            "client/Tests/APITests/APITests.swift": "", "kit/requirements.txt": "", "kit/Sources/Unused/u.swift": "",
        ]
        for name in ["Shared", "OnLinux", "OnWindows", "WhenFast", "WhenSlow"] {
            files["client/Sources/\(name)/\(name).swift"] = ""
        }
        files["kit/Sources/Kit/Kit.swift"] = ""
        let python = [
            "API/workers/__init__.py", "API/workers/gpu.py", "API/undeclared.py", "API/deep/er/found.py",
            "API/skip.py", "API/skipped/no.py", "API/data/shape.py", "API/one/a.py", "API/one/b.py",
            "API/.hidden/no.py", "API/Assets.xcassets/no.py", "API/Guide.docc/no.py", "API/Old.xcodeproj/no.py",
            "Shared/common/util.py", "Shared/generated/no.py", "CThing/no.py", "CThing/include/no.py",
            "OnLinux/linux.py", "OnWindows/windows.py", "WhenFast/fast.py", "WhenSlow/slow.py",
        ]
        for path in python { files["client/Sources/\(path)"] = "# \(path)\n" }
        for path in ["client/jobs/batch/nightly.py", "client/Tests/APITests/fake/no.py"] { files[path] = "" }
        for path in ["kit/Sources/Kit/kit/helper.py", "kit/Sources/Unused/unused.py"] { files[path] = "" }
        tree = try TemporaryTree(files)
        try tree.link("client/Sources/API/linked", to: "../../jobs/batch")
        try tree.link("client/Sources/Shared/common/loop", to: ".")
    }

    /// The graph that the `flash-build` plugin writes of the package, where a worker can depend on it.
    func pluginGraph() -> PackageGraph {
        func files(_ directory: String, _ names: [String: PackageGraph.File.Kind]) -> [PackageGraph.File] {
            names.map { PackageGraph.File(path: "\(directory)/\($0)", type: $1) }.sorted { $0.path < $1.path }
        }
        func target(
            _ name: String,
            _ kind: PackageGraph.Target.Kind = .library,
            at path: String? = nil,
            in package: String = "client",
            files names: [String: PackageGraph.File.Kind],
            dependencies: [PackageGraph.Dependency] = []
        ) -> PackageGraph.Target {
            let directory = tree.path(path ?? "\(package)/Sources/\(name)")
            return .fixture(
                name,
                kind,
                directory: directory,
                files: files(directory, names),
                dependencies: dependencies
            )
        }
        var client = PackageGraph.Package.fixture(
            "client",
            directory: root,
            targets: [
                target(
                    "API",
                    .executable,
                    files: [
                        "API.swift": .source, "data/shape.py": .resource, "deep/er/found.py": .unknown,
                        "linked/nightly.py": .unknown, "one/a.py": .resource, "one/b.py": .unknown,
                        "settings.json": .resource, "undeclared.py": .unknown, "workers": .resource,
                    ],
                    dependencies: [
                        .target("Shared", "client"), .target("CThing", "client"), .product("Kit", "kit"),
                        .target("OnLinux", "client"), .target("WhenFast", "client"),
                    ]
                ),
                target(
                    "APITests",
                    .test,
                    at: "client/Tests/APITests",
                    files: ["APITests.swift": .source, "fake": .resource]
                ),
                target("CThing", files: ["c.c": .source]),
                target("Jobs", at: "client/jobs", files: ["Jobs.swift": .source, "batch": .resource]),
                target("OnLinux", files: ["OnLinux.swift": .source, "linux.py": .unknown]),
                target("OnWindows", files: ["OnWindows.swift": .source, "windows.py": .unknown]),
                target(
                    "Shared",
                    files: ["Shared.swift": .source, "common/util.py": .unknown, "generated/no.py": .source]
                ),
                target("WhenFast", files: ["WhenFast.swift": .source, "fast.py": .unknown]),
                target("WhenSlow", files: ["WhenSlow.swift": .source, "slow.py": .unknown]),
            ]
        )
        client.origin = PackageGraph.Origin(kind: "root")
        client.products = [
            PackageGraph.Product(name: "Jobs", kind: "library", targets: ["Jobs"]),
            PackageGraph.Product(name: "api", kind: "executable", targets: ["API"]),
        ]
        var kit = PackageGraph.Package.fixture(
            "kit",
            directory: tree.path("kit"),
            targets: [
                target("Kit", in: "kit", files: ["Kit.swift": .source, "kit": .resource]),
                target("Unused", in: "kit", files: ["u.swift": .source, "unused.py": .unknown]),
            ]
        )
        kit.origin = PackageGraph.Origin(kind: "local", location: tree.path("kit"))
        kit.products = ["Kit", "Unused"].map { PackageGraph.Product(name: $0, kind: "library", targets: [$0]) }
        client.dependencies = ["kit"]
        return PackageGraph(rootPackage: "client", packages: [client, kit])
    }
}
