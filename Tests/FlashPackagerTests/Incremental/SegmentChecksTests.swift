import ArtifactArchive
import ArtifactCache
import Digests
import Foundation
import Testing

@testable import FlashPackager

@Suite struct SegmentChecksTests {
    private let tree: TemporaryTree
    private let path: String
    private let digest = SHA256Digest(of: "a segment")
    private let checks: SegmentChecks

    init() throws {
        tree = try TemporaryTree(["segment": "a segment"])
        path = tree.path("segment")
        checks = SegmentChecks(store: try ArtifactStore(directory: tree.path("store")))
    }

    private var checksum: UInt32? { checks.known([digest: path])[digest]?.checksum }

    private func verify() {
        let known = checks.known([digest: path])
        checks.record([.init(digest: digest, bytes: 9, checksum: 7)], before: known)
    }

    /// Waits until a change would show in the file's identity.
    private func settle() throws {
        while try #require(FileIdentity(at: path)).isSettledOutput(at: FileIdentity.now) == false {
            Thread.sleep(forTimeInterval: 0.01)
        }
    }

    @Test func anUnchangedFileNeedsNoDigest() throws {
        #expect(checksum == nil)
        try settle()
        #expect(checksum == nil)
        verify()
        #expect(checksum == 7)
    }

    @Test func aFileOfTheMomentIsNotRecorded() throws {
        var known = checks.known([digest: path])
        // On a busy machine, the moment may be over before the file is looked at.
        for _ in 0..<200 where known[digest]?.isSettled != false {
            try tree.write("segment", "a segment")
            known = checks.known([digest: path])
        }
        try #require(known[digest]?.isSettled == false)
        try settle()
        checks.record([.init(digest: digest, bytes: 9, checksum: 7)], before: known)
        #expect(checksum == nil)
    }

    @Test func aFileThatChangedMeanwhileIsNotRecorded() throws {
        try settle()
        let known = checks.known([digest: path])
        try tree.write("segment", "b segment")
        checks.record([.init(digest: digest, bytes: 9, checksum: 7)], before: known)
        #expect(checksum == nil)
    }

    @Test(arguments: ["written", "touched", "replaced", "restored"])
    func anotherIdentityNeedsTheDigest(change: String) throws {
        try settle()
        verify()
        let before = try #require(FileIdentity(at: path))
        switch change {
        case "touched": try FileManager.default.setAttributes([.modificationDate: Date()], ofItemAtPath: path)
        case "replaced":
            try FileManager.default.copyItem(atPath: path, toPath: path + "2")
            #expect(rename(path + "2", path) == 0)
        default: try Data("a segmenT".utf8).write(to: URL(fileURLWithPath: path))
        }
        if change == "restored" {
            let time = timespec(
                tv_sec: Int(before.modified / 1_000_000_000),
                tv_nsec: Int(before.modified % 1_000_000_000)
            )
            #expect(utimensat(AT_FDCWD, path, [time, time], 0) == 0)
            #expect(FileIdentity(at: path)?.modified == before.modified)
        }
        #expect(checksum == nil)
    }
}
