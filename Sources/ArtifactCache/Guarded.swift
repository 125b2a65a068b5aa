#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Lets one thread at a time at a value.
///
/// `Synchronization.Mutex` gives out only what may be sent to other threads, which the results of a query need not be.
/// Sendable because the value is reachable only with the lock held.
final class Guarded<Value>: @unchecked Sendable {
    private var value: Value
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>

    init(_ value: Value) {
        self.value = value
        mutex = .allocate(capacity: 1)
        mutex.initialize(to: pthread_mutex_t())
        pthread_mutex_init(mutex, nil)
    }

    deinit {
        pthread_mutex_destroy(mutex)
        mutex.deinitialize(count: 1)
        mutex.deallocate()
    }

    /// Runs `body` with the lock held; not re-entrant.
    func withLock<Result>(_ body: (inout Value) throws(StoreError) -> Result) throws(StoreError) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return try body(&value)
    }

    /// Runs `body`, which cannot fail, with the lock held; not re-entrant.
    func sync<Result>(_ body: (inout Value) -> Result) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body(&value)
    }
}
