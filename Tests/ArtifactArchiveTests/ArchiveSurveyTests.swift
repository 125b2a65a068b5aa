import Foundation
import Testing

@testable import ArtifactArchive

@Suite struct ArchiveSurveyTests {
    private let workspace: Workspace

    init() throws {
        workspace = try Workspace()
        try workspace.python(
            """
            import os, random
            random.seed(7)
            os.mkdir("tree")
            for name, content in {
                "noise": random.randbytes(600_000), "zeros": bytes(600_000), "text": b"some text " * 30_000, "empty": b"",
            }.items():
                open("tree/" + name, "wb").write(content)
            for index in range(200):
                open(f"tree/small-{index}", "wb").write(random.randbytes(100))
            """
        )
        let names = "--sort=name -C tree ."
        try workspace.run(["sh", "-c", "tar -cf plain.tar \(names) && gzip -k plain.tar"])
    }

    @Test(arguments: ["plain.tar", "plain.tar.gz"])
    func sharesAddUpToTheArchive(name: String) throws {
        let survey = try ArchiveReader.survey(workspace.file(name)) { _ in false }
        let size = try FileManager.default.attributesOfItem(atPath: workspace.file(name))[.size] as? UInt64
        #expect(survey.bytes == size)
        let sum = survey.entries.reduce(0) { $0 + $1.compressedBytes }
        #expect(sum <= survey.bytes)
        #expect(survey.bytes - sum < 11_000)
        let shares = Dictionary(uniqueKeysWithValues: survey.entries.map { ($0.member.path, $0.compressedBytes) })
        let noise = try #require(shares["./noise"])
        #expect((570_000..<630_000).contains(noise))
        if name.hasSuffix(".gz") {
            #expect(try #require(shares["./zeros"]) < 60_000)
            #expect(try #require(shares["./small-7"]) < 700)
        }
    }

    @Test func keepsWhatIsAskedForWithinBounds() throws {
        let survey = try ArchiveReader.survey(workspace.file("plain.tar.gz")) { $0 == "./text" }
        let kept = survey.entries.filter { $0.contents != nil }
        #expect(kept.map(\.member.path) == ["./text"])
        #expect(kept.first?.contents?.count == 300_000)
        #expect {
            try ArchiveReader.survey(workspace.file("plain.tar.gz"), keptBytes: 1000) { $0 == "./text" }
        } throws: { ($0 as? ArchiveError)?.kind == .limitExceeded }
    }

    @Test(arguments: [
        ArchiveLimits(members: 3), ArchiveLimits(bytes: 100_000), ArchiveLimits(nameBytes: 100),
    ])
    func staysWithinLimits(limits: ArchiveLimits) {
        #expect {
            try ArchiveReader.survey(workspace.file("plain.tar.gz"), limits: limits) { _ in false }
        } throws: { ($0 as? ArchiveError)?.kind == .limitExceeded }
    }

    @Test func aCurveGoesStraightBetweenItsPoints() {
        var curve = CompressionCurve()
        curve.add(100, compressed: 10)
        curve.add(100, compressed: 20)
        curve.add(300, compressed: 40)
        curve.add(200, compressed: 30)
        #expect([0, 50, 100, 200, 300, 900].map { curve.compressed(upTo: $0) } == [0, 10, 20, 30, 40, 40])
        #expect(curve.end == 40)
    }
}
