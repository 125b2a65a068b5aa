import Foundation
import Testing

@testable import FlashPackager

/// Sizes are right although pages state none: the server or the stored file tells.
@Suite struct LockedSizeTests {
    private static let alpha = "alpha-1.0-py3-none-any.whl"
    private static let beta = "beta-1.0-py3-none-any.whl"

    private let fixture: LockingFixture
    private var wanted: [UInt64?] { [fixture.index.files[Self.alpha]?.bytes, fixture.index.files[Self.beta]?.bytes] }

    init() throws {
        let index = try LoopbackIndex([
            "alpha": ["1.0": .init(requires: ["beta"])], "beta": ["1.0": .init(hasMetadata: false)],
        ])
        fixture = try LockingFixture(index, ["requirements.txt": "alpha\n"])
    }

    /// Where pages state sizes, the server is asked for nothing more.
    @Test(arguments: [
        ("json", [], ["GET \(beta)"]), ("html", ["HEAD \(alpha)"], ["HEAD \(beta)", "GET \(beta)"]),
        ("mute", ["HEAD \(alpha)", "GET \(alpha)"], ["HEAD \(beta)", "GET \(beta)", "GET \(beta)"]),
    ])
    func areLocked(form: String, ofAlpha: [String], ofBeta: [String]) async throws {
        let report = try await fixture.lock(form, files: ["requirements.txt"])
        #expect(report.packages.map(\.bytes) == wanted)
        #expect(try fixture.index.requests(of: Self.alpha) == ofAlpha)
        #expect(try fixture.index.requests(of: Self.beta) == ofBeta)
        let lock = try String(contentsOfFile: fixture.project.path("pylock.flash.toml"), encoding: .utf8)
        for bytes in wanted.compactMap(\.self) { #expect(lock.contains("size = \(bytes),")) }
        let again = try await fixture.lock(form, files: ["requirements.txt"], store: "fresh") { $1.isCheck = true }
        #expect(again.isUpToDate)
        #expect(again.packages.map(\.bytes) == wanted)
        #expect(try fixture.index.requests(of: Self.alpha) == ofAlpha)
    }

    /// A lock file may state no size either (PEP 751), and is not changed for that.
    @Test func areToldWhereTheLockFileStatesNone() async throws {
        _ = try await fixture.lock("html", files: ["requirements.txt"])
        let path = fixture.project.path("pylock.flash.toml")
        let lock = try String(contentsOfFile: path, encoding: .utf8).replacing(#/size = \d+, /#, with: "")
        try Data(lock.utf8).write(to: URL(filePath: path))
        let report = try await fixture.lock("html", files: ["requirements.txt"], store: "fresh")
        #expect(report.isUpToDate)
        #expect(report.packages.map(\.bytes) == wanted)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == lock)
    }
}
