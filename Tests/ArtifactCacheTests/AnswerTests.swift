import Digests
import Testing

@testable import ArtifactCache

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

struct AnswerTests {
    let directory = TemporaryDirectory(inMemory: true)
    let key = ResultKey(stage: "page", input: SHA256Digest(of: "project"))

    func bytes(_ answer: StoredAnswer?) -> [UInt8]? {
        answer.map { $0.content[0..<$0.content.count] }
    }

    func age(_ path: String, to time: Int64) throws {
        try OpenFile(path, O_RDONLY).setModified(time)
    }

    @Test(arguments: [0, 1, 100, 1_000_000])
    func keepsAndReplaces(count: Int) throws {
        let store = try directory.store()
        #expect(try store.answer(for: key) == nil)
        try store.keep(content(1, bytes: count), for: key)
        let first = try #require(try store.answer(for: key))
        #expect(first.recordedAt >= store.lease.start)
        try store.keep([1, 2], for: key)
        #expect(bytes(try directory.store().answer(for: key)) == [1, 2])
        #expect(bytes(first) == content(1, bytes: count))
        #expect(try store.answer(for: ResultKey(stage: "other", input: key.input)) == nil)
        #expect(try store.answer(for: ResultKey(stage: "page", input: SHA256Digest(of: "other"))) == nil)
        #expect(try Directory.names(in: store.layout.temporary).isEmpty)
    }

    @Test func damageIsAbsence() throws {
        let store = try directory.store()
        try store.keep(content(1, bytes: 40), for: key)
        let path = store.layout.answer(key)
        let sound = try #require(readFile(path))
        for length in sound.indices {
            writeFile(path, Array(sound[..<length]))
            #expect(try store.answer(for: key) == nil)
        }
        for position in sound.indices {
            var damaged = sound
            damaged[position] ^= 1
            writeFile(path, damaged)
            #expect(try store.answer(for: key) == nil)
        }
        let other = ResultKey(stage: "page", input: SHA256Digest(of: "other"))
        writeFile(store.layout.answer(other), sound)
        #expect(try store.answer(for: other) == nil)

        #expect(try store.verify(repair: false).findings.map(\.kind) == [.damagedAnswer, .damagedAnswer])
        #expect(try store.verify(repair: true).isSound)
        let report = try store.verify(repair: false)
        #expect(report.findings.isEmpty && report.results == 0)
        try store.keep([7], for: key)
        #expect(bytes(try store.answer(for: key)) == [7])
        #expect(try store.verify(repair: false).results == 1)
    }

    @Test func isCountedAndCollected() throws {
        let keys = (0..<4).map { ResultKey(stage: "page", input: SHA256Digest(of: "\($0)")) }
        let paths = try {
            let store = try directory.store()
            for key in keys { try store.keep(content(1, bytes: 988), for: key) }
            for (offset, key) in keys.enumerated() { try age(store.layout.answer(key), to: 1000 + Int64(offset)) }
            return keys.map(store.layout.answer)
        }()
        let store = try directory.store()
        let info = try store.info()
        #expect(info.results == 4 && info.bytes == 4000 && info.lastUsed == 1003)
        #expect(info.stages.map(\.name) == ["page"] && info.stages.map(\.bytes) == [4000])

        #expect(try store.answer(for: keys[0]) != nil)
        #expect(try #require(try FileStatus.at(paths[0])).modified >= store.lease.start)
        let held = try #require(try store.answer(for: keys[1]))
        try age(paths[1], to: 1001)
        let report = try store.prune(keeping: 2500)
        #expect(report.removedResults == 2 && report.removedBytes == 2000 && report.keptBytes == 2000)
        #expect(try keys.map { try store.answer(for: $0) != nil } == [true, false, false, true])
        #expect(bytes(held) == content(1, bytes: 988))
        #expect(try store.prune(olderThan: .seconds(3600)).removedResults == 0)
    }
}
