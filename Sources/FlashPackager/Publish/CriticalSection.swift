import Synchronization

/// Work that must not be cut off half-way by a request to stop.
public final class CriticalSection: Sendable {
    /// Putting a build's outputs in place.
    public static let outputs = CriticalSection()

    private let cleanUps = Mutex<[@Sendable () -> Void]>([])

    /// Runs `work` to its end before any ``finishBeforeExit(_:)`` goes on.
    func run<Result, Failure: Error>(_ work: () throws(Failure) -> Result) throws(Failure) -> Result {
        let outcome: Swift.Result<Result, Failure> = cleanUps.withLock { _ in
            do throws(Failure) { return .success(try work()) } catch { return .failure(error) }
        }
        return try outcome.get()
    }

    /// Registers what removes unfinished files when the process is stopped.
    func onExit(_ cleanUp: @escaping @Sendable () -> Void) {
        cleanUps.withLock { $0.append(cleanUp) }
    }

    /// Waits for running work, removes unfinished files, and never lets further work begin.
    ///
    /// - Parameter exit: ends the process.
    public func finish(beforeExit exit: () -> Never) -> Never {
        cleanUps.withLock { cleanUps in
            for cleanUp in cleanUps { cleanUp() }
            exit()
        }
    }
}
