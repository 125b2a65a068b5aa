import ArtifactCache
import Digests
import Testing

struct BlobTests {
    let directory = TemporaryDirectory()

    @Test(arguments: [0, 1, 1000, 65_536, 65_537, 3_000_000])
    func roundTrips(bytes: Int) throws {
        let expected = content(bytes, bytes: bytes)
        let digest = try directory.store().store(expected)
        #expect(digest == SHA256Digest(of: expected))

        let store = try directory.store()
        #expect(try store.load(digest) == expected)
        #expect(try store.contains([digest, SHA256Digest(of: "absent")]) == [digest])

        let blob = try #require(try store.blob(digest))
        #expect(blob.bytes == UInt64(bytes))
        #expect(readFile(blob.path) == expected)
        #expect(blob.path == "\(directory.path)/store/blobs/\(digest.hex.prefix(2))/\(digest.hex)")
        #expect(try store.load(digest) == expected)
        #expect(names(in: store.directory + "/tmp").isEmpty)
    }

    @Test func absentBlobs() throws {
        let store = try directory.store()
        let digest = SHA256Digest(of: "absent")
        #expect(try store.blob(digest) == nil)
        #expect(try store.load(digest) == nil)
        try store.quarantine(digest)
        #expect(store.takeNotices().isEmpty)
    }

    @Test func writerPublishesAllPieces() throws {
        let store = try directory.store()
        let pieces = (0..<50).map { content($0, bytes: $0 * 997) }
        let writer = try store.makeWriter()
        for piece in pieces { try writer.append(piece) }
        let whole = Array(pieces.joined())
        let blob = try writer.finish(expecting: SHA256Digest(of: whole))
        #expect(blob.bytes == UInt64(whole.count))
        #expect(readFile(blob.path) == whole)
        #expect(throws: StoreError.self) { try writer.append([1]) }
        #expect(throws: StoreError.self) { try writer.finish(expecting: nil) }
        writer.cancel()
        #expect(try store.blob(blob.digest) == blob)
    }

    @Test func wrongContentIsNotStored() throws {
        let store = try directory.store()
        let writer = try store.makeWriter()
        try writer.append([1, 2, 3])
        let error = #expect(throws: StoreError.self) { try writer.finish(expecting: SHA256Digest(of: "other")) }
        #expect(error?.kind == .digestMismatch)
        #expect(try store.blob(SHA256Digest(of: [1, 2, 3])) == nil)
        #expect(names(in: store.directory + "/tmp").isEmpty)
    }

    @Test func droppedAndCancelledWritersLeaveNothing() throws {
        let store = try directory.store()
        do {
            let dropped = try store.makeWriter()
            try dropped.append(content(1, bytes: 100_000))
            let cancelled = try store.makeWriter()
            try cancelled.append(content(2, bytes: 100_000))
            #expect(names(in: store.directory + "/tmp").count == 2)
            cancelled.cancel()
            #expect(throws: StoreError.self) { try cancelled.append([1]) }
        }
        #expect(names(in: store.directory + "/tmp").isEmpty)
        #expect(names(in: store.directory + "/blobs").isEmpty)
    }

    @Test(arguments: [1000, 100_000])
    func damagedBlobsAreQuarantined(bytes: Int) throws {
        let store = try directory.store()
        let original = content(7, bytes: bytes)
        let blob = try store.storeFile(original)
        flipBit(blob.path, at: bytes / 2)
        #expect(try store.load(blob.digest) == nil)
        let notice = try #require(store.takeNotices().first)
        #expect(notice.kind == .blobQuarantined)
        #expect(readFile(notice.path)?.count == bytes)
        #expect(try store.blob(blob.digest) == nil)
        #expect(try store.contains([blob.digest]).isEmpty)
        // The same content can come back.
        #expect(try store.store(original) == blob.digest)
        #expect(try store.load(blob.digest) == original)
    }

    @Test func truncatedAndRemovedFilesAreAbsent() throws {
        let store = try directory.store()
        let truncated = try store.storeFile(content(1, bytes: 1000))
        let removed = try store.storeFile(content(2, bytes: 1000))
        writeFile(truncated.path, content(1, bytes: 999))
        #expect(run(["rm", "-f", removed.path]) == 0)
        #expect(try store.contains([truncated.digest, removed.digest]).isEmpty)
        #expect(try store.blob(truncated.digest) == nil)
        #expect(try store.load(removed.digest) == nil)
        // A new copy replaces the damaged one, also when it is small enough for the index.
        #expect(try store.store(content(1, bytes: 1000)) == truncated.digest)
        #expect(try store.load(truncated.digest) == content(1, bytes: 1000))
        #expect(try readFile(#require(try store.blob(truncated.digest)).path) == content(1, bytes: 1000))
    }
}
