import PythonPackaging
import Testing

@testable import FlashPackager

@Suite struct VersionComparisonTests {
    private static func compare(
        _ locked: String,
        with candidates: [(String, UnusableReason?)],
        own: [String] = [],
        others: [String] = [],
        upgraded: String? = nil,
        prereleases: Bool = false
    ) throws -> OutdatedReport.Package? {
        let stated =
            try own.map { StatedRequirement(requirement: try Requirement($0), by: "requirements.txt:1", isOwn: true) }
            + others.map { StatedRequirement(requirement: try Requirement($0), by: "app 1.0", isOwn: false) }
        let comparison = VersionComparison(
            locked: try Version(locked),
            upgraded: try upgraded.map { try Version($0) },
            candidates: try candidates.map { Candidate(version: try Version($0.0), unusable: $0.1) },
            requirements: stated,
            allowsPrereleases: prereleases
        )
        return comparison.package(named: try #require(PackageName("p")))
    }

    @Test func saysNothingOfTheNewest() throws {
        #expect(try Self.compare("2.0", with: [("2.0", nil), ("1.0", nil)]) == nil)
        #expect(try Self.compare("2.0", with: []) == nil)
    }

    @Test func tellsWhatHoldsAVersionBack() throws {
        let package = try #require(
            try Self.compare(
                "1.0",
                with: [("3.0", nil), ("2.5", nil), ("2.0", nil), ("1.0", nil)],
                own: ["p<3", "p>=1"],
                others: ["p!=2.5,<4"],
                upgraded: "2.0"
            )
        )
        #expect((package.compatible, package.latest, package.newest) == ("2.0", "3.0", nil))
        #expect(package.heldBy == [OutdatedReport.Holder(requirement: "p<3", by: "requirements.txt:1", isOwn: true)])
        #expect(package.isOutdated)
    }

    @Test(arguments: [
        (UnusableReason.requiresPython(">=3.13"), "requires-python", "requires Python >=3.13"),
        (.noCompatibleWheel(tags: []), "no-wheel", "has no wheel for the target"),
        (.onlySourceDistribution, "no-wheel", "is only a source distribution"),
        (.yanked(reason: "broken"), "yanked", "was yanked: broken"),
        (.yanked(reason: nil), "yanked", "was yanked"),
    ])
    func tellsWhyTheNewestCannotBeUsed(reason: UnusableReason, word: String, detail: String) throws {
        let package = try #require(try Self.compare("1.0", with: [("2.0", reason), ("1.0", nil)]))
        #expect(package.newest == OutdatedReport.Unusable(version: "2.0", reason: word, detail: detail))
        #expect((package.latest, package.isOutdated) == ("1.0", false))
        #expect(package.isOnlyUnsettled == (word == "yanked"))
    }

    @Test func preReleasesCountOnlyWhenTheyMay() throws {
        let candidates: [(String, UnusableReason?)] = [("2.0rc1", nil), ("1.0", nil)]
        let package = try #require(try Self.compare("1.0", with: candidates))
        #expect((package.latest, package.newest?.reason) == ("1.0", "pre-release"))
        #expect(package.isOnlyUnsettled)
        #expect(try Self.compare("1.0", with: candidates, prereleases: true)?.latest == "2.0rc1")
        #expect(try Self.compare("1.0b1", with: [("1.0b2", nil), ("1.0b1", nil)])?.latest == "1.0b2")
    }

    @Test func aPreReleaseIsOneWhateverElseItIs() throws {
        let package = try #require(try Self.compare("1.0", with: [("2.0a1", .onlySourceDistribution), ("1.0", nil)]))
        #expect(package.newest?.reason == "pre-release")
    }

    @Test func aReleaseForNewerPythonsIsToldRatherThanAPreRelease() throws {
        let package = try #require(
            try Self.compare("1.0", with: [("3.0a1", nil), ("2.0", .requiresPython(">=3.14")), ("1.0", nil)])
        )
        #expect(package.newest?.version == "2.0")
        #expect(!package.isOnlyUnsettled)
    }

    @Test func aPinMayHaveAWithdrawnVersion() throws {
        let package = try #require(
            try Self.compare(
                "1.0",
                with: [("2.0", .yanked(reason: nil)), ("1.0", nil)],
                own: ["p==2.0"],
                upgraded: "2.0"
            )
        )
        #expect((package.compatible, package.latest, package.newest) == ("2.0", "2.0", nil))
    }
}
