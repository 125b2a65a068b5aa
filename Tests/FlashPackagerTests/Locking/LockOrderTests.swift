import Testing

@testable import FlashPackager

@Suite struct LockOrderTests {
    /// Versions that give way to each other, so that another order of decisions would end elsewhere.
    private static let projects: [String: [String: LoopbackIndex.Release]] = {
        var projects: [String: [String: LoopbackIndex.Release]] = ["base": [:], "tool": [:], "zero": ["1.0": .init()]]
        for minor in 1...9 {
            projects["base"]?["1.\(minor)"] = .init(requires: ["zero"])
            projects["tool"]?["1.\(minor)"] = .init(requires: ["base<1.\(12 - minor)", "left"])
        }
        for name in ["left", "right"] {
            projects[name] = [
                "1.0": .init(), "2.0": .init(requires: ["base<1.5", "tool>1.2"]), "3.0": .init(requires: ["base>1.8"]),
            ]
        }
        return projects
    }()

    @Test func isTheSameHoweverTheIndexAnswers() async throws {
        let fixture = try LockingFixture(
            LoopbackIndex(Self.projects),
            ["requirements.txt": "tool\nright\nleft>1\nbase\n"]
        )
        var contents: Set<[UInt8]> = []
        for run in 0..<6 {
            let report = try await fixture.lock("late", files: ["requirements.txt"], store: "store\(run)") {
                $1.destination = .report
            }
            contents.insert(try #require(report.content))
            #expect(report.packages.map(\.name) == ["base", "left", "right", "tool", "zero"])
        }
        #expect(contents.count == 1)
    }
}
