import Foundation
import Testing

@testable import FlashPackager

@Suite(.enabled(if: SwiftPackageFixture.hasSwift, "swift is not in PATH"))
struct SwiftPackageDescriptionTests {
    static func describe(_ root: String) throws -> PackageGraph {
        try SwiftPackageDescription(root: root, environment: SwiftPackageFixture.environment).graph()
    }

    static func packaged(_ graph: PackageGraph, _ products: [String]) throws -> PackagedFiles {
        let targets = try graph.reachableTargets(products: products)
        var listings: [String: ProjectListing] = [:]
        for package in graph.packages(of: targets) {
            listings[package.id] = try ProjectWalk(root: package.directory).listing()
        }
        return try graph.packagedFiles(of: targets, listings: listings)
    }

    @Test("says of a package what the plugin says, and packages the same files")
    func agreesWithThePlugin() throws {
        let fixture = try SwiftPackageFixture()
        let described = try Self.describe(fixture.root)
        #if os(Linux)
            #expect(described == fixture.pluginGraph())
        #endif
        for products in [[], ["api"], ["Jobs"], ["api", "Jobs"]] {
            #expect(try Self.packaged(described, products) == Self.packaged(fixture.pluginGraph(), products))
        }
        #expect(
            try Self.packaged(described, ["Jobs"]).files.map(\.destination) == ["batch/nightly.py"]
        )
        #expect(throws: PackageGraphError.unknownProduct("none", available: ["Jobs", "api"])) {
            try Self.packaged(described, ["none"])
        }
    }

    @Test("describes a package without main.py instead of packaging its directory")
    func projects() throws {
        let fixture = try SwiftPackageFixture()
        var options = BuildOptions(directory: fixture.root, environment: SwiftPackageFixture.environment)
        options.products = ["Jobs"]
        let project = try Project(options)
        #expect(project.files.map(\.path) == ["batch/nightly.py"])
        #expect(project.requirementFiles == [fixture.root + "/requirements.txt"])

        try fixture.tree.write("client/main.py", "")
        #expect(try Project(options).files.map(\.path).contains("Sources/API/skip.py"))
    }

    @Test("leaves the packages as they are unless there is something to resolve")
    func writesNothing() throws {
        let tree = try TemporaryTree([
            "Package.swift": """
            // swift-tools-version: 5.9
            import PackageDescription
            let package = Package(
                name: "Solo",
                dependencies: [.package(url: "https://127.0.0.1:9/never-asked.git", from: "1.0.0")],
                targets: [.executableTarget(name: "Solo", resources: [.copy("workers")])]
            )
            """,
            "Sources/Solo/main.swift": "", "Sources/Solo/workers/a.py": "",
        ])
        let graph = try Self.describe(tree.root)
        #expect(try Self.packaged(graph, ["Solo"]).files.map(\.destination) == ["workers/a.py"])
        #expect(Set(try FileManager.default.contentsOfDirectory(atPath: tree.root)) == ["Package.swift", "Sources"])
    }

    @Test("quotes what swift says of a broken manifest")
    func brokenManifest() throws {
        let tree = try TemporaryTree(["Package.swift": "// swift-tools-version: 6.0\nlet package = nonsense\n"])
        let failure = #expect(throws: BuildFailure.self) { try Self.describe(tree.root) }
        #expect(failure?.kind == .configuration)
        #expect(failure?.code == "swift-package")
        #expect(failure?.message.contains("`swift package dump-package` failed with status 1 in \(tree.root)") == true)
        #expect(failure?.message.contains("nonsense") == true)
        #expect(failure?.hint != nil)
    }

    @Test("packages the Swift client of the fixtures")
    func swiftClient() throws {
        let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let client = repository.appendingPathComponent("fixtures/swift-client").path
        let files = try Self.packaged(try Self.describe(client), ["client"])
        #expect(
            files.files.map(\.destination) == [
                "settings.json", "workers/__init__.py", "workers/gpu.py", "workers/text.py",
            ]
        )
        #expect(files.requirementFiles == [client + "/requirements.txt"])
    }
}
