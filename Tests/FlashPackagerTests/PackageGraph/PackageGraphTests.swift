import Foundation
import Testing

@testable import FlashPackager

struct PackageGraphTests {
    static let graph = PackageGraph(
        rootPackage: "app",
        packages: [
            .fixture(
                "app",
                targets: [
                    .fixture("App", .executable, dependencies: [.target("Core", "app"), .product("kit", "kit")]),
                    .fixture("Core", dependencies: [.target("Macros", "app"), .target("CZ", "app")]),
                    .fixture("CZ", .system),
                    .fixture("Macros", .macro, dependencies: [.product("syntax", "syntax")]),
                    .fixture("Tool", .executable),
                    .fixture("AppTests", .test, dependencies: [.target("Tool", "app")]),
                ]
            ),
            .fixture(
                "kit",
                targets: [
                    .fixture("Kit", dependencies: [.target("Base", "kit")]), .fixture("Base"), .fixture("Unused"),
                ]
            ),
            .fixture("syntax", targets: [.fixture("Syntax")]),
        ]
    )

    @Test(arguments: [
        (["app"], ["app/App", "app/CZ", "app/Core", "kit/Base", "kit/Kit"]),
        (["tool"], ["app/Tool"]),
        (["core", "tool"], ["app/CZ", "app/Core", "app/Tool"]),
        ([], ["app/App", "app/CZ", "app/Core", "app/Tool", "kit/Base", "kit/Kit"]),
    ])
    func reachableTargets(products: [String], expected: [String]) throws {
        let found = try Self.graph.reachableTargets(products: products)
        #expect(found.map { "\($0.package)/\($0.target.name)" } == expected)
        #expect(Self.graph.packages(of: found).map(\.id) == (expected.contains("kit/Kit") ? ["app", "kit"] : ["app"]))
    }

    @Test func namesTheProductsThereAre() {
        let error = #expect(throws: PackageGraphError.self) { try Self.graph.reachableTargets(products: ["api"]) }
        #expect(error?.description == "no product \"api\" in the package; choose among app, core, tool")
    }

    @Test func endsOnCycles() throws {
        var graph = Self.graph
        graph.packages[1].targets[1].dependencies = [.target("Kit", "kit")]
        #expect(try graph.reachableTargets(products: ["app"]).count == 5)
    }

    @Test func decodesWhatItEncodes() throws {
        let json = try JSONEncoder().encode(Self.graph)
        #expect(try PackageGraph(json: Array(json)) == Self.graph)
    }

    /// The plugin leaves out optional properties that have no value and writes the others as here.
    @Test func decodesWhatThePluginWrites() throws {
        let json = """
            {"packages":[{"dependencies":["kit"],"directory":"/c","id":"client",\
            "origin":{"kind":"root"},"products":[{"kind":"executable","name":"api","targets":["API"]}],\
            "targets":[{"dependencies":[{"package":"client","target":"CZ"},\
            {"package":"kit","product":"Kit"}],"directory":"/c/Sources/API","files":[\
            {"path":"/c/Sources/API/API.swift","type":"source"},{"path":"/c/Sources/API/main.py","type":"unknown"},\
            {"path":"/c/Sources/API/workers","type":"resource"}],"kind":"executable",\
            "name":"API"},{"dependencies":[],\
            "directory":"/c/Sources/CZ","files":[],"kind":"system",\
            "name":"CZ"}],"toolsVersion":"6.1.0"},{"dependencies":[],"directory":"/k",\
            "id":"kit","origin":{"kind":"repository","location":"https://example.com/kit",\
            "revision":"no revision","version":"1.0.0"},"products":[{"kind":"library","name":"Kit",\
            "targets":["Kit"]}],"targets":[{"dependencies":[],\
            "directory":"/k/Sources/Kit","files":[],"kind":"library",\
            "name":"Kit"}],"toolsVersion":"5.9.0"}],"rootPackage":"client","version":1}
            """
        let graph = try PackageGraph(json: Array(json.utf8))
        #expect(try graph.reachableTargets(products: ["api"]).map(\.target.name) == ["API", "CZ", "Kit"])
        let client = try #require(graph.packages.first)
        #expect(client.targets.map(\.kind) == [.executable, .system])
        #expect(client.targets[0].files.map(\.type) == [.source, .unknown, .resource])
        #expect(graph.packages[1].origin.version == "1.0.0")
    }

    @Test func toleratesKindsOfLaterVersions() throws {
        let json = String(decoding: try JSONEncoder().encode(Self.graph), as: UTF8.self)
        let changed = json.replacingOccurrences(of: "\"kind\":\"macro\"", with: "\"kind\":\"hologram\"")
        let kinds = try PackageGraph(json: Array(changed.utf8)).packages[0].targets.map(\.kind)
        #expect(kinds.contains(.other) && !kinds.contains(.macro))
    }

    @Test(arguments: [
        ("", "the package graph is malformed: "),
        ("{", "the package graph is malformed: "),
        ("[]", "the package graph is malformed: "),
        ("{}", "the package graph is malformed: the graph lacks \"version\""),
        (#"{"version":9}"#, "the package graph has format 9 but this flash reads format 1"),
        (#"{"version":1,"packages":[]}"#, "the package graph is malformed: the graph lacks \"rootPackage\""),
        (
            #"{"version":1,"rootPackage":"a","packages":[]}"#,
            "the package graph is malformed: the root package \"a\" is missing"
        ),
        (#"{"version":1,"rootPackage":"a","packages":[{"id":1}]}"#, "the package graph is malformed: packages.0.id"),
    ])
    func refusesWhatIsNotAGraph(json: String, message: String) {
        let error = #expect(throws: PackageGraphError.self) { try PackageGraph(json: Array(json.utf8)) }
        #expect(error?.description.hasPrefix(message) == true, "\(error.debugDescription)")
    }

    @Test func refusesContradictions() {
        let changes: [(inout PackageGraph) -> Void] = [
            { $0.packages.append($0.packages[1]) },
            { $0.packages[0].targets.append($0.packages[0].targets[0]) },
            { $0.packages[0].products.append($0.packages[0].products[0]) },
            { $0.packages[0].products[0].targets = ["Nobody"] },
            { $0.packages[0].targets[0].dependencies = [.target("Nobody", "app")] },
            { $0.packages[0].targets[0].dependencies = [.product("kit", "nowhere")] },
            { $0.packages[0].targets[0].dependencies = [PackageGraph.Dependency(package: "app")] },
            { $0.packages[0].directory = "relative" },
            { $0.packages[0].targets[0].files = [PackageGraph.File(path: "a.py", type: .unknown)] },
        ]
        for (index, change) in changes.enumerated() {
            var graph = Self.graph
            change(&graph)
            #expect(throws: PackageGraphError.self, "change \(index)") { try graph.validate() }
        }
    }
}
