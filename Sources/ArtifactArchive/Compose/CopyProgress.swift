internal import Dispatch
internal import Synchronization

/// Tells readers how much of a file is written, and everyone when to give up.
final class CopyProgress: Sendable {
    /// Another part of the work has failed.
    struct Cancelled: Error {}

    private struct State {
        var written: UInt64
        var isCancelled = false
        var waiters: [(offset: UInt64, semaphore: DispatchSemaphore)] = []

        mutating func wake(where isReady: (UInt64) -> Bool) {
            for waiter in waiters where isReady(waiter.offset) { waiter.semaphore.signal() }
            waiters.removeAll { isReady($0.offset) }
        }
    }

    private let state: Mutex<State>

    /// Starts with `written` bytes in place.
    init(written: UInt64) {
        state = Mutex(State(written: written))
    }

    /// Counts `bytes` more as written.
    func advance(by bytes: UInt64) throws(Cancelled) {
        let isCancelled = state.withLock { state in
            state.written += bytes
            let written = state.written
            state.wake { $0 < written }
            return state.isCancelled
        }
        if isCancelled { throw Cancelled() }
    }

    func cancel() {
        state.withLock { state in
            state.isCancelled = true
            state.wake { _ in true }
        }
    }

    /// Waits until the byte at `offset` is written; returns how many bytes of the file are.
    func wait(for offset: UInt64) throws(Cancelled) -> UInt64 {
        while true {
            let semaphore = DispatchSemaphore(value: 0)
            let (written, isCancelled) = state.withLock { state in
                if state.written <= offset && !state.isCancelled { state.waiters.append((offset, semaphore)) }
                return (state.written, state.isCancelled)
            }
            if isCancelled { throw Cancelled() }
            if written > offset { return written }
            semaphore.wait()
        }
    }
}
