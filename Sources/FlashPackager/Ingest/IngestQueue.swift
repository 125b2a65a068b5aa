import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Lets only so many wheels be checked and compressed at a time, of those that wait the largest first.
///
/// Each takes a core and about 10 MB, however large it is; more at a time than there are cores would only take memory.
final class IngestQueue: Sendable {
    /// On machines with more cores, reading and writing files is what limits.
    private static let mostAtATime = 8

    private struct State {
        var free: Int
        var waiting: [(bytes: UInt64, continuation: CheckedContinuation<Void, Never>)] = []

        mutating func next() -> CheckedContinuation<Void, Never>? {
            guard let index = waiting.indices.max(by: { waiting[$0].bytes < waiting[$1].bytes }) else {
                free += 1
                return nil
            }
            return waiting.remove(at: index).continuation
        }
    }

    private let state: Mutex<State>

    /// Creates a queue for this machine.
    convenience init() {
        self.init(width: min(max(Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))), 1), Self.mostAtATime))
    }

    /// Creates a queue that lets `width` run at a time.
    init(width: Int) {
        state = Mutex(State(free: width))
    }

    /// Runs `body`, once it is its turn, for a wheel of `bytes` bytes.
    ///
    /// - Throws: what `body` throws, and `CancellationError` when the task was cancelled while it waited.
    func run<Value>(bytes: UInt64, _ body: () throws -> Value) async throws -> Value {
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                guard state.free > 0 else {
                    state.waiting.append((bytes, continuation))
                    return false
                }
                state.free -= 1
                return true
            }
            if isFree { continuation.resume() }
        }
        defer { state.withLock { $0.next() }?.resume() }
        try Task.checkCancellation()
        return try body()
    }
}
