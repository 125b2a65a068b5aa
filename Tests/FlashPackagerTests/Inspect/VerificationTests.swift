import Digests
import Foundation
import ManifestGen
import Testing

@testable import FlashPackager

@Suite struct VerificationTests {
    private let project: TemporaryTree
    private let store: TemporaryTree

    init() async throws {
        project = try TemporaryTree([
            "worker.py": """
            from runpod_flash import remote, LiveServerless

            config = LiveServerless(name="worker", workersMax=2)


            @remote(resource_config=config)
            async def work(data):
                return data

            """,
            "data/text.txt": "text", "run.sh": "#!/bin/sh\n",
        ])
        store = try TemporaryTree()
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: project.path("run.sh"))
        try await build()
    }

    private func build() async throws {
        var options = BuildOptions(directory: project.root, environment: ProcessInfo.processInfo.environment)
        options.cachePath = store.path("store")
        _ = try await Build(options: options, observer: Silence()).run()
    }

    private func verify() async throws -> ArtifactReport { try await ArtifactVerification.verify(project.root) }

    @Test func whatABuildMakesIsSound() async throws {
        let report = try await verify()
        #expect(report.faults.map(\.message) == [])
        #expect(report.files == 4)
        #expect(report.uncheckedFiles == 0)
        #expect(report.sha256 == SHA256Digest(ofFileAt: project.path(".flash/artifact.tar.gz")))
    }

    @Test func aManifestOfAnotherBuildIsFound() async throws {
        let manifest = try String(contentsOfFile: project.path(".flash/flash_manifest.json"), encoding: .utf8)
        try project.write("data/text.txt", "next")
        try await build()
        try project.write(".flash/flash_manifest.json", manifest)
        let faults = try await verify().faults.map { "\($0.kind) \($0.path ?? "")" }
        #expect(faults == ["manifest flash_manifest.json", "content data/text.txt", "part project"])
    }

    @Test func aPartCutOffIsFound() throws {
        let archive = project.path(".flash/artifact.tar.gz")
        let bytes = try #require(FileIdentity(at: archive)?.bytes)
        let part = StoredManifest.Part(name: "all", bytes: bytes, sha256: SHA256Digest(of: "other"))
        #expect(
            try PartCheck(archive, parts: [part]).faults.faults.map(\.message) == [
                "the archive ends before its part all does"
            ]
        )
        let empty = StoredManifest.Part(name: "none", bytes: 0, sha256: SHA256Digest(of: ""))
        #expect(try PartCheck(archive, parts: [empty, empty]).faults.faults.isEmpty)
    }

    @Test func differencesOfTwoBuildsAreTold() async throws {
        let before = store.path("before.tar.gz")
        try FileManager.default.copyItem(atPath: project.path(".flash/artifact.tar.gz"), toPath: before)
        let source = try String(contentsOfFile: project.path("worker.py"), encoding: .utf8)
        try project.write("worker.py", source.replacing("workersMax=2", with: "workersMax=3"))
        try project.write("data/text.txt", "other")
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: project.path("run.sh"))
        try await build()
        let difference = try await ArtifactDifference(from: before, to: project.root)
        #expect(
            difference.files.map { "\($0.change) \($0.path)" } == [
                "changed data/text.txt", "changed run.sh", "changed worker.py",
            ]
        )
        #expect(difference.settings.map(\.key) == ["resources.worker.workersMax"])
        #expect(difference.settings.first.map { [$0.from, $0.to] } == ["2", "3"])
    }

    @Test(arguments: [
        ("a", true), ("a/b.py", true), ("ü/🙂", true), ("", false), ("/a", false), ("a//b", false), ("a/", false),
        ("./a", false),
        ("a/../b", false), ("..", false), ("a\nb", false), ("a/\u{301}b", true), ("..\u{301}/b", true),
        (String(repeating: "x", count: 256), false), (String(repeating: "x/", count: 2048) + "y", false),
    ])
    func pathsAreSafe(path: String, isSafe: Bool) {
        #expect(SafePath.isSafe(path) == isSafe)
    }
}

/// Listens to nothing.
private struct Silence: BuildObserver {
    func observe(_ event: BuildEvent) {}
}
