import ArtifactCache
import Digests
import Testing

@testable import FlashPackager

@Suite struct FileDigestsTests {
    private let tree: TemporaryTree
    private let store: ArtifactStore
    private let changed: Int64 = 1_700_000_000_000_000_000

    init() throws {
        tree = try TemporaryTree(["a.py": "one"])
        store = try ArtifactStore(directory: tree.path("store"))
    }

    private func digest(
        _ content: String,
        listedAfter seconds: Double,
        inode: UInt64 = 1,
        modified: Int64? = nil,
        leastRecordedBytes: UInt64 = 0
    ) throws -> SHA256Digest? {
        try tree.write("a.py", content)
        let identity = FileIdentity(
            bytes: UInt64(content.utf8.count),
            modified: modified ?? changed,
            changed: changed,
            inode: inode
        )
        let file = InputFile(
            path: "a.py",
            absolutePath: tree.path("a.py"),
            displayPath: "a.py",
            isExecutable: false,
            identity: identity
        )
        return try FileDigests(root: tree.root, store: store, leastRecordedBytes: leastRecordedBytes)
            .digests(of: [file], listedAt: changed + Int64(seconds * 1e9)).first
    }

    @Test func readsAFileOfTheSameIdentityOnce() throws {
        #expect(try digest("one", listedAfter: 3) == SHA256Digest(of: "one"))
        #expect(try digest("two", listedAfter: 3) == SHA256Digest(of: "one"))
    }

    @Test func recordsNothingWhileFewBytesWereRead() throws {
        #expect(try digest("one", listedAfter: 3, leastRecordedBytes: 1 << 20) == SHA256Digest(of: "one"))
        #expect(try digest("two", listedAfter: 3, leastRecordedBytes: 1 << 20) == SHA256Digest(of: "two"))
        #expect(try digest("six", listedAfter: 3, leastRecordedBytes: 1 << 10) == SHA256Digest(of: "six"))
        #expect(try digest("one", listedAfter: 3, leastRecordedBytes: 1 << 20) == SHA256Digest(of: "six"))
    }

    @Test(arguments: [-1.0, 0, 0.5, 2])
    func readsAFileAgainThatChangedJustBefore(seconds: Double) throws {
        #expect(try digest("one", listedAfter: seconds) == SHA256Digest(of: "one"))
        #expect(try digest("two", listedAfter: 60) == SHA256Digest(of: "two"))
    }

    @Test func readsAFileAgainWhenItsIdentityDiffers() throws {
        #expect(try digest("one", listedAfter: 3) == SHA256Digest(of: "one"))
        #expect(try digest("two", listedAfter: 3, inode: 2) == SHA256Digest(of: "two"))
        #expect(try digest("six", listedAfter: 3, inode: 2, modified: 5) == SHA256Digest(of: "six"))
        #expect(try digest("seven", listedAfter: 3, inode: 2, modified: 5) == SHA256Digest(of: "seven"))
    }

    @Test(arguments: [
        (Int64(0), Int64(0), Int64(2_000_000_000), false, false),
        (0, 0, 2_000_000_001, true, true),
        (1, 1, 50_000_001, false, false),
        (1, 1, 50_000_002, false, true),
        (1_000_000_000, 0, 2_000_000_000, false, false),
        (9_000_000_000, 1, 3_000_000_000, false, false),
    ])
    func waitsForTheClockOfTheFileSystem(
        modified: Int64,
        changed: Int64,
        now: Int64,
        isSettled: Bool,
        isSettledOutput: Bool
    ) {
        let identity = FileIdentity(bytes: 1, modified: modified, changed: changed, inode: 1)
        #expect(identity.isSettled(at: now) == isSettled)
        #expect(identity.isSettledOutput(at: now) == isSettledOutput)
    }
}
