import Synchronization

/// Passes events on and keeps those worth telling again.
final class EventLog: BuildObserver {
    private let observer: any BuildObserver
    private let kept = Mutex<[RecordedEvent]>([])
    private let told = Mutex<[String]>([])

    init(_ observer: any BuildObserver) {
        self.observer = observer
    }

    /// The events so far.
    var events: [RecordedEvent] { kept.withLock { $0 } }

    /// The warnings among them.
    var warnings: [String] {
        events.compactMap { event in
            if case .warning(let message) = event { message } else { nil }
        }
    }

    /// The notes so far.
    var notes: [String] { told.withLock { $0 } }

    func observe(_ event: BuildEvent) {
        if case .note(let message) = event { told.withLock { $0.append(message) } }
        if let recorded = RecordedEvent(event) { kept.withLock { $0.append(recorded) } }
        observer.observe(event)
    }
}
