import ArtifactCache
import Digests
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

struct IndexDamageTests {
    enum Damage: String, CaseIterable, CustomTestStringConvertible {
        case deleted, deletedWithoutLog, emptied, truncated, garbage, foreignDatabase, directory, zeroedSchema
        var testDescription: String { rawValue }

        func apply(to index: String) {
            switch self {
            case .deleted: run(["sh", "-c", "rm -f '\(index)'*"])
            case .deletedWithoutLog: unlink(index)
            case .emptied: writeFile(index, [])
            case .truncated: truncate(index, 8192 * 2)
            case .garbage: writeFile(index, content(9, bytes: 50_000))
            case .foreignDatabase:
                unlink(index)
                run(["python3", "-c", "import sqlite3;sqlite3.connect('\(index)').execute('create table t (x)')"])
            case .directory:
                unlink(index)
                mkdir(index, 0o700)
            case .zeroedSchema:
                let descriptor = open(index, O_RDWR)
                pwrite(descriptor, [UInt8](repeating: 0, count: 8092), 8092, 100)
                close(descriptor)
            }
        }
    }

    let directory = TemporaryDirectory(inMemory: true)
    let key = ResultKey(stage: "s", input: SHA256Digest(of: "x"))

    @Test(arguments: Damage.allCases)
    func isRebuiltOnOpening(damage: Damage) throws {
        let blobs = try {
            let store = try directory.store()
            let blobs = try (0..<20).map { try store.storeFile(content($0, bytes: 100)) }
            try store.record(ActionResult(value: [1], blobs: [blobs[0].digest]), for: key)
            return blobs
        }()
        damage.apply(to: directory.path + "/store/index.sqlite")

        let store = try directory.store()
        try check(store, blobs)
        #expect(store.takeNotices().map(\.kind) == [.indexRebuilt])
        #expect(store.takeNotices().isEmpty)
        #expect(names(in: store.directory + "/tmp").isEmpty)
        #expect(try directory.store().takeNotices().isEmpty)
    }

    @Test(arguments: Damage.allCases)
    func isRebuiltInUse(damage: Damage) throws {
        let store = try directory.store()
        let other = try directory.store()
        let blobs = try (0..<20).map { try store.storeFile(content($0, bytes: 100)) }
        damage.apply(to: store.directory + "/index.sqlite")
        _ = try directory.store()
        try check(store, blobs)
        try check(other, blobs)
        #expect(try store.verify(repair: false).findings.isEmpty)
    }

    private func check(_ store: ArtifactStore, _ blobs: [StoredBlob]) throws {
        #expect(try store.contains(blobs.map(\.digest)).count == 20)
        for blob in blobs { #expect(try store.blob(blob.digest) == blob) }
        let digest = try store.store([1, 2, 3])
        #expect(try store.load(digest) == [1, 2, 3])
        try store.record(ActionResult(value: [2], blobs: [digest]), for: key)
        #expect(try store.result(for: key)?.value == [2])
    }

    /// Whatever bit of the index flips, the store gives right answers or none, and never an error.
    @Test func flippedBitsNeverGiveWrongAnswers() throws {
        let keys = (0..<60).map { ResultKey(stage: "stage-\($0 % 3)", input: SHA256Digest(of: "input \($0)")) }
        let small = (0..<30).map { content($0, bytes: 200 + $0) }
        let expected = try {
            let store = try directory.store("original")
            let digests = try small.map { try store.store($0) }
            let file = try store.storeFile(content(99, bytes: 5000)).digest
            for (offset, key) in keys.enumerated() {
                try store.record(
                    ActionResult(value: content(offset, bytes: 50), blobs: [digests[offset % 30], file]),
                    for: key
                )
            }
            return try keys.map { try store.result(for: $0) }
        }()
        let size = try #require(readFile(directory.path + "/original/index.sqlite")).count
        var generator = SystemRandomNumberGenerator()
        var lost = 0
        for _ in 0..<40 {
            let offset = Int.random(in: 0..<size, using: &generator)
            run(["cp", "-r", directory.path + "/original", directory.path + "/flipped"])
            flipBit(directory.path + "/flipped/index.sqlite", at: offset)
            do {
                let store = try directory.store("flipped")
                for (key, result) in zip(keys, expected) {
                    let found = try store.result(for: key)
                    #expect(found == nil || found == result, "bit of byte \(offset)")
                    if found == nil { lost += 1 }
                }
                for content in small {
                    let found = try store.load(SHA256Digest(of: content))
                    #expect(found == nil || found == content, "bit of byte \(offset)")
                }
                _ = try store.verify(repair: true)
                #expect(try store.verify(repair: false).findings.isEmpty, "bit of byte \(offset)")
            } catch {
                Issue.record("bit of byte \(offset): \(error)")
            }
            run(["rm", "-rf", directory.path + "/flipped"])
        }
        #expect(lost < 40 * keys.count)
    }
}
