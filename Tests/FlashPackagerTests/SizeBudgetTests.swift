import Testing

@testable import FlashPackager

@Suite struct SizeBudgetTests {
    private let graph = SizedPackageGraph([
        SizedPackage(name: "accelerate", bytes: 1, dependencies: ["torch", "numpy"], isRequested: true),
        SizedPackage(name: "numpy", bytes: 20, dependencies: [], isRequested: false),
        SizedPackage(name: "torch", bytes: 700, dependencies: ["nvidia-cublas-cu12", "numpy"], isRequested: false),
        SizedPackage(name: "nvidia-cublas-cu12", bytes: 400, dependencies: [], isRequested: false),
        SizedPackage(name: "polars", bytes: 50, dependencies: [], isRequested: true),
    ])

    @Test func excludingAPackageTakesWhatOnlyItNeeds() {
        #expect(graph.bytes(excluding: []) == 1171)
        #expect(graph.remaining(excluding: ["torch"]) == ["accelerate", "numpy", "polars"])
        #expect(graph.bytes(excluding: ["torch"]) == 71)
    }

    @Test func advisesWhatTheBaseImageHasFirst() throws {
        let advice = try #require(
            ExclusionAdvice(
                graph: graph,
                otherBytes: 5,
                limit: 100,
                baseImageProvides: { $0 == "torch" || $0.hasPrefix("nvidia-") }
            )
        )
        #expect(advice.names == ["torch"])
        #expect(advice.safe == ["torch"])
        #expect(advice.bytes == 76)
    }

    @Test func goesOnWithTheLargestSavings() throws {
        let advice = try #require(
            ExclusionAdvice(graph: graph, otherBytes: 5, limit: 30, baseImageProvides: { _ in false })
        )
        #expect(advice.names == ["accelerate", "polars"])
        #expect(advice.safe.isEmpty)
        #expect(advice.bytes == 5)
    }

    @Test func saysWhenNothingHelps() {
        #expect(ExclusionAdvice(graph: graph, otherBytes: 500, limit: 100, baseImageProvides: { _ in true }) == nil)
    }

    @Test func warnsFromNineTenthsOfTheLimit() throws {
        let budget = SizeBudget(limit: 1000, baseImage: [])
        #expect(try budget.check(archiveBytes: 899, graph: graph, directories: { [] }) == nil)
        #expect(try budget.check(archiveBytes: 900, graph: graph, directories: { [] }) != nil)
        #expect(try budget.check(archiveBytes: 1000, graph: graph, directories: { [] }) != nil)
    }

    @Test func tellsWhatIsLargeAndWhatWouldFit() throws {
        let budget = SizeBudget(limit: 100, baseImage: ["torch", "nvidia-cublas-cu12"])
        do {
            _ = try budget.check(
                archiveBytes: 1176,
                graph: graph,
                directories: { [("torch/", 600), ("your own files", 5)] }
            )
            Issue.record("no error")
        } catch {
            #expect(error.exitStatus == 65)
            #expect(error.message.contains("700 B torch (in the worker's image)"))
            #expect(error.message.contains("600 B torch/"))
            #expect(error.hint?.contains("--exclude torch (about 76 B)") == true)
            #expect(error.hint?.contains("Safe, because the worker's image has them: torch.") == true)
        }
    }

    @Test(arguments: [
        ("500MB", 524_288_000), ("500 MiB", 524_288_000), ("1.5g", 1_610_612_736), ("1024", 1024), ("10k", 10240),
    ])
    func readsAmounts(text: String, bytes: UInt64) {
        #expect(ByteCount.parse(text) == bytes)
    }

    @Test(arguments: ["", "MB", "-1", "5 parsecs", "1e400", "9999999999999GB"])
    func refusesWhatIsNoAmount(text: String) {
        #expect(ByteCount.parse(text) == nil)
    }

    @Test(arguments: [
        (0, "0 B"), (1023, "1023 B"), (1024, "1.0 KiB"), (1_572_864, "1.5 MiB"), (524_288_000, "500.0 MiB"),
    ])
    func writesAmounts(bytes: UInt64, text: String) {
        #expect(ByteCount.format(bytes) == text)
    }
}
