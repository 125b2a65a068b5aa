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

    @Test func severalAreLookedUpAtOnce() throws {
        let store = try directory.store()
        let blob = try store.storeFile(content(1, bytes: 100))
        let keys = (0..<4).map { ResultKey(stage: "stage-\($0 % 2)", input: SHA256Digest(of: "input \($0 / 2)")) }
        try store.record(ActionResult(value: [0], blobs: [blob.digest]), for: keys[0])
        try store.record(ActionResult(value: [1]), for: keys[1])
        try store.record(ActionResult(value: [3]), for: keys[3])
        #expect(try store.results(for: keys).mapValues(\.value) == [keys[0]: [0], keys[1]: [1], keys[3]: [3]])
        #expect(try store.results(for: []).isEmpty)
        try store.quarantine(blob.digest)
        #expect(try store.results(for: keys).mapValues(\.value) == [keys[1]: [1], keys[3]: [3]])
    }

    /// Earlier versions of the program wrote eight bytes of a SHA-256 where there is a CRC-32 now.
    @Test(arguments: [false, true])
    func readsRowsWithAChecksumOfEarlierVersions(isDamaged: Bool) throws {
        try directory.store().record(ActionResult(value: [1, 2, 3]), for: key)
        let script = """
            import hashlib, sqlite3, struct, sys
            def part(content): return struct.pack("<q", len(content)) + content
            database = sqlite3.connect(sys.argv[1])
            for row in database.execute("SELECT rowid, stage, input, value, blobs, recorded FROM result").fetchall():
                number, stage, key, value, blobs, recorded = row
                content = part(b"result") + part(stage.encode()) + part(key) + part(value) + part(blobs)
                checksum = hashlib.sha256(content + struct.pack("<q", recorded)).digest()[:8]
                database.execute("UPDATE result SET checksum=?, value=? WHERE rowid=?",
                                 (checksum, value[:-1] + b"x" if sys.argv[2] == "true" else value, number))
            database.commit()
            """
        let index = directory.path + "/store/index.sqlite"
        #expect(run(["python3", "-c", script, index, "\(isDamaged)"]) == 0)
        let store = try directory.store()
        #expect(try store.result(for: key)?.value == (isDamaged ? nil : [1, 2, 3]))
        #expect(try store.verify(repair: false).findings.isEmpty == !isDamaged)
    }
}
