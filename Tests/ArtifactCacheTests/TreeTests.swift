import Digests
import Testing

@testable import ArtifactCache

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

struct TreeTests {
    let directory = TemporaryDirectory(inMemory: true)
    let name = SHA256Digest(of: "a tree")

    private func fill(_ path: String) throws {
        guard mkdir(path + "/sub", 0o755) == 0, let file = fopen(path + "/sub/file", "w") else { throw Refused() }
        fputs("content", file)
        fclose(file)
        chmod(path + "/sub/file", 0o444)
    }

    private struct Refused: Error {}

    private func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    @Test func isThereOnceItIsMade() throws {
        let store = try directory.store()
        #expect(try store.tree(name, bytes: 7) == nil)
        let path = try store.makeTree(name, bytes: 7, fill)
        #expect(exists(path + "/sub/file"))
        #expect(try store.tree(name, bytes: 7) == path)
        #expect(try store.tree(name, bytes: 8) == nil)
        #expect(try directory.store().tree(name, bytes: 7) == path)
        let info = try store.info()
        #expect(info.trees == 1 && info.treeBytes == 7 && info.bytes == 7)
        try store.discardTree(name, bytes: 7)
        #expect(try store.tree(name, bytes: 7) == nil)
        #expect(!exists(path))
        #expect(try Directory.names(in: store.layout.temporary).isEmpty)
    }

    @Test func isNotThereWhenMakingItFails() throws {
        let store = try directory.store()
        #expect(throws: Refused.self) {
            try store.makeTree(name, bytes: 7) {
                try fill($0)
                throw Refused()
            }
        }
        #expect(try store.tree(name, bytes: 7) == nil)
        #expect(try Directory.names(in: store.layout.temporary).isEmpty)
    }

    @Test func isReplaced() throws {
        let store = try directory.store()
        let first = try store.makeTree(name, bytes: 7, fill)
        let second = try store.makeTree(name, bytes: 7) { _ in }
        #expect(first == second)
        #expect(!exists(second + "/sub"))
    }

    @Test func staysWhileAnOlderStoreIsOpen() throws {
        let store = try directory.store()
        let path = try store.makeTree(name, bytes: 7, fill)
        #expect(try store.prune(keeping: 0).removedTrees == 0)
        #expect(exists(path))
        try age(path)
        #expect(try store.tree(name, bytes: 7) == path)
        #expect(try store.prune(keeping: 0).removedTrees == 0)
        try age(path)
        let report = try store.prune(keeping: 0)
        #expect(report.removedTrees == 1 && report.removedBytes == 7 && report.keptBytes == 0)
        #expect(!exists(path))
    }

    @Test func goesBeforeBlobs() throws {
        let blob = try {
            let store = try directory.store()
            let blob = try store.store(content(1, bytes: 1000))
            try store.withIndex { (index) throws(StoreError) in _ = try index.markUsed(blob, at: 1000) }
            return blob
        }()
        let store = try directory.store()
        try age(try store.makeTree(name, bytes: 500, fill))
        let report = try store.prune(keeping: 1200)
        #expect(report.removedTrees == 1 && report.removedBlobs == 0 && report.keptBytes == 1000)
        #expect(try store.contains([blob]) == [blob])
    }

    private func age(_ path: String) throws {
        let times = [timespec(tv_sec: 2000, tv_nsec: 0), timespec(tv_sec: 2000, tv_nsec: 0)]
        #expect(utimensat(AT_FDCWD, path, times, 0) == 0)
    }

    @Test func discardTakesWhatOnlyThisStoreUses() throws {
        let store = try directory.store()
        let large = try store.store(content(2, bytes: 100_000))
        let small = try store.store(content(3, bytes: 10))
        #expect(try store.largeBlobs() == [large])
        do {
            let other = try directory.store()
            #expect(try other.contains([large]) == [large])
            #expect(try store.discard([large, small]).removedBlobs == 0)
        }
        let report = try store.discard([large, SHA256Digest(of: "none")])
        #expect(report.removedBlobs == 1 && report.removedBytes == 100_000)
        #expect(try store.contains([large, small]) == [small])
        #expect(!exists(store.layout.blob(large)))
    }

    @Test func askingForAResultIsNoUse() throws {
        let store = try directory.store()
        let key = ResultKey(stage: "s", input: SHA256Digest(of: "i"))
        #expect(try !store.hasResult(for: key))
        let blob = try store.store(content(4, bytes: 100_000))
        try store.record(ActionResult(value: [1], blobs: [blob]), for: key)
        #expect(try store.hasResult(for: key))
        _ = try store.discard([blob])
        #expect(try !store.hasResult(for: key))
    }
}
