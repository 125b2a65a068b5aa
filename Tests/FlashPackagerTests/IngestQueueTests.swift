import Synchronization
import Testing

@testable import FlashPackager

struct IngestQueueTests {
    /// What ran: how many at a time, and for wheels of which size.
    private final class Log: Sendable {
        private struct State {
            var now = 0
            var most = 0
            var sizes: [UInt64] = []
        }

        private let state = Mutex(State())

        var most: Int { state.withLock { $0.most } }
        var sizes: [UInt64] { state.withLock { $0.sizes } }

        func enter(_ bytes: UInt64) {
            state.withLock {
                $0.now += 1
                $0.most = max($0.most, $0.now)
                $0.sizes.append(bytes)
            }
        }

        func leave() { state.withLock { $0.now -= 1 } }
    }

    @Test(arguments: [1, 2, 5])
    func letsOnlySoManyRun(width: Int) async throws {
        let queue = IngestQueue(width: width)
        let log = Log()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for bytes: UInt64 in 0..<50 {
                group.addTask {
                    try await queue.run(bytes: bytes) {
                        log.enter(bytes)
                        log.leave()
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(log.sizes.sorted() == Array(0..<50))
        #expect(log.most <= width)
    }

    @Test func takesTheLargestOfThoseThatWait() async throws {
        let queue = IngestQueue(width: 1)
        let log = Log()
        await queue.enter(bytes: 0)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for bytes: UInt64 in [3, 8, 1, 5] {
                group.addTask { try await queue.run(bytes: bytes) { log.enter(bytes) } }
            }
            while queue.waiting < 4 { await Task.yield() }
            queue.leave()
            try await group.waitForAll()
        }
        #expect(log.sizes == [8, 5, 3, 1])
    }

    @Test func goesOnAfterAFailure() async throws {
        struct Refused: Error {}
        let queue = IngestQueue(width: 1)
        await #expect(throws: Refused.self) { try await queue.run(bytes: 1) { throw Refused() } }
        #expect(try await queue.run(bytes: 1) { 7 } == 7)
    }
}
