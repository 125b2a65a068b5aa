import Digests
import Testing

@testable import ArtifactCache

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

struct MaintenanceTests {
    let directory = TemporaryDirectory(inMemory: true)

    /// Makes blobs look as if they were last used `time` seconds after 1970.
    func age(_ digests: [SHA256Digest], to time: Int64, in store: ArtifactStore) throws {
        try store.withIndex { (index) throws(StoreError) in
            for digest in digests { _ = try index.markUsed(digest, at: time) }
        }
    }

    @Test func infoCountsByStage() throws {
        let store = try directory.store()
        #expect(try store.info().lastUsed == nil)
        let small = try store.store(content(1, bytes: 100))
        let large = try store.store(content(2, bytes: 100_000))
        let other = try store.store(content(3, bytes: 7))
        func record(_ stage: String, _ input: String, _ blobs: [SHA256Digest]) throws {
            let key = ResultKey(stage: stage, input: SHA256Digest(of: input))
            try store.record(ActionResult(value: [1, 2, 3], blobs: blobs), for: key)
        }
        try record("scan", "a", [])
        try record("segment", "a", [small, large])
        try record("segment", "b", [large])
        try store.quarantine(store.store([1, 2]))

        let info = try store.info()
        #expect(info.blobs == 3)
        #expect(info.blobBytes == 100_107)
        #expect(info.results == 3)
        #expect(info.resultBytes == 9)
        #expect(info.bytes == 100_116)
        #expect(info.stages.map(\.name) == ["scan", "segment"])
        #expect(info.stages.map(\.results) == [1, 2])
        #expect(info.stages.map(\.bytes) == [3, 100_106])
        #expect(info.otherBlobs == 1)
        #expect(info.otherBytes == 7)
        #expect(info.quarantined == 1)
        #expect(info.quarantinedBytes == 2)
        #expect(try #require(info.lastUsed) >= store.lease.start)
        #expect(try store.contains([other]) == [other])
    }

    @Test func pruneRemovesTheLeastRecentlyUsed() throws {
        let digests = try {
            let store = try directory.store()
            let digests = try (0..<10).map { try store.store(content($0, bytes: $0 % 2 == 0 ? 1000 : 100_000)) }
            for (offset, digest) in digests.enumerated() { try age([digest], to: 1000 + Int64(offset), in: store) }
            let key = ResultKey(stage: "s", input: digests[0])
            try store.record(ActionResult(value: [1], blobs: []), for: key)
            return digests
        }()
        let store = try directory.store()
        let untouched = try store.prune()
        #expect(untouched.removedBlobs == 0 && untouched.keptBytes == 505_001)

        let report = try store.prune(keeping: 203_000)
        #expect(report.removedBlobs == 6)
        #expect(report.removedBytes == 303_000)
        #expect(report.keptBytes == 202_001)
        #expect(try store.contains(digests) == Set(digests[6...]))
        #expect(try store.info().bytes == 202_001)
        #expect(try store.verify(repair: false).findings.isEmpty)
    }

    @Test func pruneKeepsWhatOpenStoresUse() throws {
        let first = try directory.store()
        let digests = try (0..<6).map { try first.storeFile(content($0, bytes: 1000)).digest }
        let key = ResultKey(stage: "s", input: digests[0])
        try first.record(ActionResult(value: [1], blobs: [digests[3], digests[4]]), for: key)
        try age(digests, to: 1000, in: first)
        try first.withIndex { (index) throws(StoreError) in try index.markUsed(key, at: 1000) }

        let second = try directory.store()
        #expect(try second.blob(digests[0]) != nil)
        #expect(try second.load(digests[1]) != nil)
        #expect(try second.contains([digests[2]]).count == 1)
        #expect(try second.result(for: key) != nil)
        let report = try first.prune(keeping: 0, olderThan: .seconds(0))
        #expect(report.removedBlobs == 1)
        #expect(try first.contains(digests) == Set(digests[..<5]))
        #expect(try second.result(for: key) != nil)
    }

    @Test(arguments: [true, false])
    func pruneHeedsOnlyLivingLeases(isHeld: Bool) throws {
        let store = try directory.store()
        let digests = try (0..<4).map { try store.store(content($0, bytes: 1000)) }
        for (offset, digest) in digests.enumerated() { try age([digest], to: 1000 + Int64(offset), in: store) }
        let path = store.directory + "/leases/1002-1-x"
        writeFile(path, [])
        let owner = open(path, O_RDONLY)
        defer { close(owner) }
        if isHeld { #expect(flock(owner, LOCK_EX) == 0) }
        #expect(try store.prune(keeping: 0).removedBlobs == (isHeld ? 2 : 4))
    }

    @Test func pruneByAgeRemovesResultsToo() throws {
        let store = try directory.store()
        let blob = try store.store(content(1, bytes: 10))
        let complete = ResultKey(stage: "s", input: SHA256Digest(of: "complete"))
        let old = ResultKey(stage: "s", input: SHA256Digest(of: "old"))
        try store.record(ActionResult(value: [1], blobs: [blob]), for: complete)
        try store.record(ActionResult(value: [2], blobs: []), for: old)
        try age([blob], to: 1000, in: store)
        try store.withIndex { (index) throws(StoreError) in try index.markUsed(old, at: 1000) }
        let report = try store.prune(olderThan: .seconds(3600))
        #expect(report.removedBlobs == 1)
        // One for its age, the other because its blob went.
        #expect(report.removedResults == 2)
        #expect(report.keptBytes == 0)
        #expect(try store.info().results == 0)
    }

    @Test func pruneRemovesWhatKilledProcessesLeft() throws {
        let store = try directory.store()
        let old = try store.storeFile(content(1, bytes: 1000))
        let recent = try store.storeFile(content(2, bytes: 1000))
        let listed = try store.storeFile(content(3, bytes: 1000))
        run(["touch", "-d", "2001-01-01", old.path, listed.path])
        try store.withIndex { (index) throws(StoreError) in
            try index.remove(old.digest)
            try index.remove(recent.digest)
        }
        let report = try store.prune()
        #expect(report.removedBlobs == 1)
        #expect(report.removedBytes == 1000)
        #expect(readFile(old.path) == nil)
        #expect(readFile(recent.path) != nil)
        #expect(try store.blob(listed.digest) == listed)
    }

    @Test func verifyFindsAndRepairsEverything() throws {
        let store = try directory.store()
        let sound = try store.storeFile(content(1, bytes: 1000)).digest
        let flipped = try store.storeFile(content(2, bytes: 1_000_000))
        let removed = try store.storeFile(content(3, bytes: 1000))
        let unlisted = try store.storeFile(content(4, bytes: 1000))
        let inline = try store.store(content(5, bytes: 1000))
        let badRow = try store.storeFile(content(6, bytes: 1000))
        let badInline = try store.store(content(7, bytes: 1000))
        for (name, blobs) in [("whole", [sound]), ("broken", [removed.digest]), ("bad", [])] {
            let key = ResultKey(stage: "s", input: SHA256Digest(of: name))
            try store.record(ActionResult(value: Array(name.utf8), blobs: blobs), for: key)
        }
        #expect(try store.verify(repair: true).findings.isEmpty)

        flipBit(flipped.path, at: 500_000)
        run(["rm", "-f", removed.path])
        writeFile(store.directory + "/blobs/notes.txt", [1])
        writeFile(store.directory + "/blobs/\(sound.hex.prefix(2))/\(sound.hex).part", [1])
        try store.withIndex { (index) throws(StoreError) in
            try index.remove(unlisted.digest)
            try index.database.run("UPDATE blob SET bytes=999 WHERE digest=?", .blob(badRow.digest.bytes))
            try index.database.run(
                "UPDATE content SET data=? WHERE digest=?",
                .blob(content(8, bytes: 1000)),
                .blob(badInline.bytes)
            )
            try index.database.run("UPDATE result SET value=? WHERE value=?", .blob([66]), .blob(Array("bad".utf8)))
        }
        #expect(try store.result(for: ResultKey(stage: "s", input: SHA256Digest(of: "bad"))) == nil)
        #expect(try store.blob(badRow.digest) == nil)

        let kinds: [VerifyReport.Finding.Kind] = [
            .corruptBlob, .corruptBlob, .damagedRow, .damagedRow, .foreignFile, .foreignFile, .missingBlob,
            .unlistedBlob, .unlistedBlob,
        ]
        let found = try store.verify(repair: false)
        #expect(found.findings.map(\.kind) == kinds)
        #expect(!found.isSound)
        #expect(try store.verify(repair: false) == found)

        let repaired = try store.verify(repair: true)
        #expect(repaired.findings.filter { $0.kind != .incompleteResult }.map(\.kind) == kinds)
        #expect(repaired.isSound)
        let after = try store.verify(repair: false)
        #expect(after.findings.isEmpty)
        #expect(after.blobs == 4)
        #expect(after.results == 1)
        #expect(try store.contains([sound, inline, unlisted.digest, badRow.digest]).count == 4)
        #expect(try store.info().quarantined == 4)
    }
}
