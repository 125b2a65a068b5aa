import Synchronization

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Ends a child process from outside of its run, together with everything it started.
package final class ChildControl: Sendable {
    private struct State {
        var group: pid_t?
        var isEnded = false
    }

    private let state = Mutex(State())

    /// Creates a control for runs that follow each other.
    package init() {}

    /// Whether ``end()`` was called.
    package var isEnded: Bool { state.withLock { $0.isEnded } }

    /// Kills the running process group and waits, for two seconds at most, until it is gone; later runs end at once.
    package func end() {
        let group = state.withLock { state in
            state.isEnded = true
            if let group = state.group { kill(-group, SIGKILL) }
            return state.group
        }
        guard let group else { return }
        for _ in 0..<400 where kill(-group, 0) == 0 { usleep(5000) }
    }

    /// Takes note of a process group that has just started.
    func started(_ group: pid_t) {
        state.withLock { state in
            state.group = group
            if state.isEnded { kill(-group, SIGKILL) }
        }
    }

    /// Kills what is left of the group before its number may be used again, and forgets it.
    func finish() {
        state.withLock { state in
            if let group = state.group { kill(-group, SIGKILL) }
            state.group = nil
        }
    }
}
