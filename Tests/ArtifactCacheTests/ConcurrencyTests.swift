import ArtifactCache
import Digests
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

struct ConcurrencyTests {
    let directory = TemporaryDirectory()

    @Test func oneStoreServesManyTasks() async throws {
        let store = try directory.store()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in 0..<24 {
                group.addTask {
                    try use(store, as: task)
                    _ = try store.info()
                    if task % 8 == 0 {
                        _ = try store.verify(repair: false)
                        try store.prune(keeping: 0)
                    }
                }
            }
            try await group.waitForAll()
        }
        let report = try store.verify(repair: false)
        #expect(report.findings.isEmpty)
        #expect(report.results == 24 * 4)
    }

    @Test func manyProcessesShareAStore() async throws {
        let path = directory.path
        try await withThrowingTaskGroup(of: Void.self) { group in
            for process in 0..<4 {
                group.addTask {
                    await #expect(processExitsWith: .success) { [path = path as String, process = process as Int] in
                        // All four create the store at the same time.
                        let store = try ArtifactStore(directory: path + "/store")
                        for round in 0..<5 {
                            try use(store, as: process + round)
                            try store.prune(keeping: 0, olderThan: .seconds(0))
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        let store = try directory.store()
        #expect(store.takeNotices().isEmpty)
        #expect(try store.verify(repair: false).findings.isEmpty)
        #expect(names(in: path + "/store/tmp").isEmpty)
        #expect(names(in: path + "/store/leases").count <= 5)
    }

    @Test(arguments: [20, 45, 90, 150, 260])
    func acknowledgedBlobsSurviveAKill(milliseconds: UInt32) async throws {
        let path = directory.path
        await #expect(processExitsWith: .signal(SIGKILL)) {
            [path = path as String, milliseconds = milliseconds as UInt32] in
            let store = try ArtifactStore(directory: path + "/store")
            let acknowledged = open(path + "/acknowledged", O_WRONLY | O_CREAT | O_APPEND, 0o600)
            Task.detached {
                usleep(milliseconds * 1000)
                kill(getpid(), SIGKILL)
            }
            for seed in 0..<1_000_000 {
                let bytes = seed % 3 == 0 ? 300_000 : 900
                let digest = try store.store(content(seed, bytes: bytes))
                try store.record(ActionResult(value: [1], blobs: [digest]), for: ResultKey(stage: "s", input: digest))
                let line = Array((digest.hex + "\n").utf8)
                _ = line.withUnsafeBytes { write(acknowledged, $0.baseAddress, $0.count) }
            }
        }
        let lines = String(decoding: readFile(path + "/acknowledged") ?? [], as: UTF8.self).split(separator: "\n")
        let store = try directory.store()
        for line in lines {
            let digest = try #require(SHA256Digest(hex: line))
            #expect(try store.load(digest) != nil)
            #expect(try store.result(for: ResultKey(stage: "s", input: digest)) != nil)
        }
        #expect(store.takeNotices().isEmpty)
        let found = try store.verify(repair: true).findings
        #expect(found.count <= 1 && found.allSatisfy { $0.kind == .unlistedBlob })
        #expect(names(in: path + "/store/tmp").count <= 1)
    }
}

/// Uses everything a store offers, and checks that what it handed out stays.
private func use(_ store: ArtifactStore, as user: Int) throws {
    var held: [(digest: SHA256Digest, content: [UInt8])] = []
    for item in 0..<4 {
        // Small and large, common to all users and particular to one.
        for (seed, bytes) in [(item, 500), (100 + item, 80_000), (1000 * (user + 1) + item, 700 + 70_000 * (item % 2))]
        {
            let expected = content(seed, bytes: bytes)
            let digest = try store.store(expected)
            held.append((digest, expected))
        }
        let key = ResultKey(stage: "use", input: SHA256Digest(of: "\(user) \(item)"))
        try store.record(ActionResult(value: Array("\(user)".utf8), blobs: held.map(\.digest)), for: key)
        guard try store.result(for: key)?.value == Array("\(user)".utf8) else { throw Lost(what: "result") }
    }
    guard try store.contains(held.map(\.digest)) == Set(held.map(\.digest)) else { throw Lost(what: "blobs") }
    for (digest, expected) in held {
        guard try store.load(digest) == expected else { throw Lost(what: "content") }
        guard let blob = try store.blob(digest), readFile(blob.path) == expected else { throw Lost(what: "file") }
    }
}

private struct Lost: Error {
    let what: String
}
