import HTTPTransport
import Synchronization

/// Does work once for all who ask for the same key, and remembers the result.
///
/// The work is cancelled when everyone who waits for it is cancelled. Failures are not remembered.
final class SharedWork<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private struct Entry {
        let task: Task<Value, any Error>
        let number: Int
        var waiting = 0
    }

    private struct State {
        var entries: [Key: Entry] = [:]
        var count = 0
    }

    private let state = Mutex(State())

    /// The result of `work` for `key`, shared with concurrent and later callers.
    func value(for key: Key, _ work: @escaping @Sendable () async throws -> Value) async throws -> Value {
        let (task, number) = join(key, work)
        let result = await withTaskCancellationHandler {
            await task.result
        } onCancel: {
            leave(key, number)
        }
        switch result {
        case .success(let value):
            return value
        case .failure(let error):
            forget(key, number)
            throw error
        }
    }

    private func join(
        _ key: Key,
        _ work: @escaping @Sendable () async throws -> Value
    ) -> (Task<Value, any Error>, Int) {
        state.withLock { state in
            if let entry = state.entries[key], !entry.task.isCancelled {
                state.entries[key]?.waiting += 1
                return (entry.task, entry.number)
            }
            state.count += 1
            let entry = Entry(task: Task { try await work() }, number: state.count, waiting: 1)
            state.entries[key] = entry
            return (entry.task, entry.number)
        }
    }

    private func leave(_ key: Key, _ number: Int) {
        state.withLock { state in
            guard let entry = state.entries[key], entry.number == number else { return }
            state.entries[key]?.waiting -= 1
            if entry.waiting <= 1 { entry.task.cancel() }
        }
    }

    private func forget(_ key: Key, _ number: Int) {
        state.withLock { state in
            if state.entries[key]?.number == number { state.entries[key] = nil }
        }
    }
}
