import Testing

@testable import FlashPackager

@Suite struct DependencyTreeTests {
    private func tree(_ edges: [(String, [String])], requesting: [String]) -> DependencyTree {
        let requests = requesting.enumerated().map { line, name in
            DependencyTree.Request(
                requirement: name,
                package: name,
                file: "requirements.txt",
                line: line + 1,
                function: nil,
                place: "requirements.txt:\(line + 1)"
            )
        }
        let packages = edges.map { name, dependencies in
            DependencyTree.Package(
                name: name,
                version: "1",
                extras: [],
                wheel: "\(name)-1-py3-none-any.whl",
                bytes: 10,
                measure: .wheel,
                unpackedBytes: nil,
                dependencies: dependencies,
                requiredBy: [],
                savedBytes: 0
            )
        }
        return DependencyTree(
            project: "project",
            pythonVersion: "3.12.0",
            platform: "manylinux_2_35_x86_64",
            source: .index,
            requests: requests,
            packages: DependencyTree.connected(packages, requests),
            excluded: [DependencyTree.Excluded(name: "torch", reason: "--exclude torch")],
            sizeLimit: 1000
        )
    }

    private var diamond: DependencyTree {
        tree(
            [
                ("app", ["left", "right"]), ("direct", ["leaf"]), ("left", ["leaf"]), ("leaf", []),
                ("long", ["app"]), ("right", ["leaf", "right"]),
            ],
            requesting: ["app", "direct", "long", "excluded"]
        )
    }

    @Test func listsEveryShortestWayShortestFirst() throws {
        let chains = try diamond.why("LEAF")
        #expect(
            chains.chains.map(\.packages) == [
                ["direct", "leaf"], ["app", "left", "leaf"], ["app", "right", "leaf"], ["long", "app", "left", "leaf"],
                ["long", "app", "right", "leaf"],
            ]
        )
        #expect(chains.chains.map(\.request.line) == [2, 1, 1, 3, 3])
        #expect(!chains.isCut)
        #expect(chains.leaving == ["leaf"])
    }

    @Test func aRequirementIsItsOwnReason() throws {
        let chains = try diamond.why("app")
        #expect(chains.chains.map(\.packages) == [["app"], ["long", "app"]])
        #expect(chains.leaving == ["app", "left", "right"])
        #expect(chains.package.savedBytes == 30)
    }

    @Test func cutsWaysThatGrowExponentially() throws {
        var edges: [(String, [String])] = []
        for level in 0..<30 {
            edges.append(("a\(level)", ["a\(level + 1)", "b\(level + 1)"]))
            edges.append(("b\(level)", ["a\(level + 1)", "b\(level + 1)"]))
        }
        edges += [("a30", ["end"]), ("b30", ["end"]), ("end", [])]
        let chains = try tree(edges, requesting: ["a0"]).why("end")
        #expect(chains.chains.count == 100)
        #expect(chains.isCut)
    }

    @Test(arguments: 0..<200)
    func waysAreThoseOfASearchThroughAll(seed: UInt64) throws {
        var random = RandomSequence(state: seed)
        let graph = random.graph()
        let known = Set(graph.map(\.name))
        let requested = graph.filter(\.isRequested).map(\.name)
        let tree = tree(
            graph.map { ($0.name, Set($0.dependencies).intersection(known).sorted()) },
            requesting: requested
        )
        for package in graph.map(\.name) {
            let found = try tree.why(package, limit: .max).chains
            #expect(Set(found).count == found.count)
            for request in requested {
                #expect(
                    Set(found.filter { $0.request.package == request }.map(\.packages))
                        == Self.shortest(from: request, to: package, in: tree)
                )
            }
        }
    }

    /// Extends every simple way, breadth first, until one arrives.
    private static func shortest(from start: String, to end: String, in tree: DependencyTree) -> Set<[String]> {
        var ways = [[start]]
        while !ways.isEmpty {
            let arrived = ways.filter { $0.last == end }
            if !arrived.isEmpty { return Set(arrived) }
            ways = ways.flatMap { way in
                (tree.index[way.last ?? ""]?.dependencies ?? []).filter { !way.contains($0) }.map { way + [$0] }
            }
        }
        return []
    }

    @Test func showsThePartUnderOnePackage() throws {
        let part = try diamond.subtree(of: "right")
        #expect(part.packages.map(\.name) == ["leaf", "right"])
        #expect(part.roots.isEmpty)
        #expect(diamond.roots == ["app", "direct", "long"])
    }

    @Test(arguments: [("torch", "excluded-package", "left out"), ("leav", "unknown-package", "did you mean leaf?")])
    func saysWhyAPackageIsNotThere(name: String, code: String, text: String) {
        do {
            _ = try diamond.why(name)
            Issue.record("no error")
        } catch {
            #expect(error.code == code)
            #expect(error.message.contains(text))
        }
    }
}
