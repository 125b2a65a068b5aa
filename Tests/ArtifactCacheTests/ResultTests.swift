import ArtifactCache
import Digests
import Testing

struct ResultTests {
    let directory = TemporaryDirectory()
    let key = ResultKey(stage: "segment-1", input: SHA256Digest(of: "wheel"))

    @Test func recordsAndReplaces() throws {
        let store = try directory.store()
        #expect(try store.result(for: key) == nil)
        let blobs = [try store.store(content(1, bytes: 10)), try store.storeFile(content(2, bytes: 100)).digest]
        try store.record(ActionResult(value: [1, 2], blobs: blobs), for: key)
        let first = try #require(try store.result(for: key))
        #expect(first.value == [1, 2])
        #expect(first.blobs == blobs)
        #expect(first.recordedAt > 1_600_000_000)

        try store.record(ActionResult(value: [], blobs: []), for: key)
        let second = try #require(try directory.store().result(for: key))
        #expect(second.value.isEmpty && second.blobs.isEmpty)
        #expect(try store.result(for: ResultKey(stage: "segment-2", input: key.input)) == nil)
        #expect(try store.result(for: ResultKey(stage: "segment-1", input: SHA256Digest(of: "other"))) == nil)
    }

    @Test func needsItsBlobs() throws {
        let store = try directory.store()
        let absent = SHA256Digest(of: "absent")
        let error = #expect(throws: StoreError.self) {
            try store.record(ActionResult(value: [1], blobs: [absent]), for: key)
        }
        #expect(error?.kind == .missingBlob)
        #expect(error?.message.contains(absent.hex) == true)
        #expect(try store.result(for: key) == nil)

        let blob = try store.storeFile(content(1, bytes: 100))
        try store.record(ActionResult(value: [1], blobs: [blob.digest]), for: key)
        #expect(try store.result(for: key) != nil)
        try store.quarantine(blob.digest)
        #expect(try store.result(for: key) == nil)
    }
}
