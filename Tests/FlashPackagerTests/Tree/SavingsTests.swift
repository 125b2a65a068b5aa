import Testing

@testable import FlashPackager

/// A small generator with a known sequence (SplitMix64), so that a failure can be seen again.
struct RandomSequence: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }

    /// A graph of up to 16 packages with cycles, self-loops, repeated edges, unknown names and unreachable parts.
    mutating func graph() -> [SizedPackage] {
        let count = Int.random(in: 1...16, using: &self)
        let density = Double.random(in: 0.02...0.4, using: &self)
        return (0..<count).map { node in
            var dependencies = (0..<count).filter { _ in Double.random(in: 0..<1, using: &self) < density }
                .map { "p\($0)" }
            if Int.random(in: 0..<8, using: &self) == 0 { dependencies += dependencies + ["elsewhere"] }
            return SizedPackage(
                name: "p\(node)",
                bytes: UInt64.random(in: 0...1000, using: &self),
                dependencies: dependencies,
                isRequested: Int.random(in: 0..<4, using: &self) == 0
            )
        }
    }
}

@Suite struct SavingsTests {
    @Test(arguments: 0..<400)
    func equalsTakingEachPackageOut(seed: UInt64) {
        var random = RandomSequence(state: seed)
        let packages = random.graph()
        let graph = SizedPackageGraph(packages)
        let excluded = Set(packages.map(\.name).filter { _ in Int.random(in: 0..<6, using: &random) == 0 })
        for excluded in [[], excluded] {
            let now = graph.remaining(excluding: excluded)
            let savings = graph.savings(excluding: excluded)
            #expect(Set(savings.keys) == now)
            for name in now {
                let saved = graph.bytes(excluding: excluded) - graph.bytes(excluding: excluded.union([name]))
                #expect(savings[name] == saved, "\(name) without \(excluded.sorted())")
            }
        }
    }

    @Test func saysWhatLeavesWithAPackage() {
        let graph = SizedPackageGraph([
            SizedPackage(name: "a", bytes: 1, dependencies: ["b", "c"], isRequested: true),
            SizedPackage(name: "b", bytes: 2, dependencies: ["d"], isRequested: false),
            SizedPackage(name: "c", bytes: 4, dependencies: ["d", "e", "c"], isRequested: false),
            SizedPackage(name: "d", bytes: 8, dependencies: ["a"], isRequested: false),
            SizedPackage(name: "e", bytes: 16, dependencies: ["c"], isRequested: false),
        ])
        #expect(graph.savings() == ["a": 31, "b": 2, "c": 20, "d": 8, "e": 16])
        #expect(graph.leaving(with: "c") == ["c", "e"])
        #expect(graph.leaving(with: "unknown") == [])
    }

    @Test func bearsLongChains() {
        let count = 20_000
        let packages = (0..<count).map { node in
            SizedPackage(name: "p\(node)", bytes: 1, dependencies: ["p\(node + 1)"], isRequested: node == 0)
        }
        #expect(SizedPackageGraph(packages).savings()["p0"] == UInt64(count))
    }
}
