import Synchronization

/// Tells the observer when stages begin and end, and remembers how long each took.
final class BuildClock: Sendable {
    private let observer: any BuildObserver
    private let finished = Mutex<[(stage: BuildStage, seconds: Double)]>([])

    init(observer: any BuildObserver) {
        self.observer = observer
    }

    /// The stages so far, in the order they ended.
    var timings: [(stage: BuildStage, seconds: Double)] {
        finished.withLock { $0 }
    }

    /// Runs `work` as `stage`.
    func measure<Result>(
        _ stage: BuildStage,
        _ work: () async throws(BuildFailure) -> Result
    ) async throws(BuildFailure) -> Result {
        observer.observe(.stageStarted(stage))
        let start = ContinuousClock.now
        defer {
            let elapsed = (ContinuousClock.now - start).components
            let seconds = Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18
            finished.withLock { $0.append((stage, seconds)) }
            observer.observe(.stageFinished(stage, seconds: seconds))
        }
        return try await work()
    }
}
