import FlashPackager
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Shows how far a build is: live bars on a terminal, plain lines elsewhere.
final class ProgressDisplay: Sendable {
    private struct Download {
        var name: String
        var received: UInt64 = 0
        var total: UInt64?
    }

    private struct State {
        var active: [Download] = []
        var finished = 0
        var started = 0
        var receivedByFinished: UInt64 = 0
        var totalBytes: UInt64 = 0
        var drawnLines = 0
        var lastDrawn: UInt64 = 0
        var resolved = 0
    }

    /// Where the display goes.
    enum Medium {
        /// A terminal that is redrawn in place.
        case terminal(Int32)
        /// A stream that takes whole lines.
        case lines
        /// Nothing is shown.
        case none
    }

    private let medium: Medium
    private let style: Style
    private let state = Mutex(State())
    private static let redrawInterval: UInt64 = 80_000_000

    init(medium: Medium, style: Style) {
        self.medium = medium
        self.style = style
    }

    /// Takes an event into account and redraws when it is time.
    func update(_ event: BuildEvent) {
        state.withLock { state in
            switch event {
            case .stageFinished(.resolve, _), .stageFinished(.fetch, _):
                erase(&state)
            case .resolving(_, let count):
                state.resolved = count
                redraw(&state, force: false)
            case .building(let name):
                erase(&state)
                Console.writeError("Building \(name)\n")
            case .downloadStarted(let name, let bytes):
                state.active.append(Download(name: name, total: bytes))
                state.started += 1
                state.totalBytes += bytes ?? 0
                if case .lines = medium {
                    Console.writeError("Fetching \(name)\(bytes.map { " (\(ByteCount.format($0)))" } ?? "")\n")
                }
                redraw(&state, force: true)
            case .downloadProgress(let name, let received):
                if let index = state.active.firstIndex(where: { $0.name == name }) {
                    state.active[index].received = received
                }
                redraw(&state, force: false)
            case .downloadFinished(let name):
                if let index = state.active.firstIndex(where: { $0.name == name }) {
                    let done = state.active.remove(at: index)
                    state.receivedByFinished += max(done.received, done.total ?? 0)
                    state.finished += 1
                }
                redraw(&state, force: true)
            case .stageStarted, .stageFinished, .warning, .note, .diagnostic:
                break
            }
        }
    }

    /// Writes `text` above the live display.
    func print(_ text: String) {
        state.withLock { state in
            erase(&state)
            Console.writeError(text)
        }
    }

    private func redraw(_ state: inout State, force: Bool) {
        guard case .terminal(let descriptor) = medium else { return }
        let now = monotonicNanoseconds()
        guard force || now &- state.lastDrawn > Self.redrawInterval else { return }
        state.lastDrawn = now
        let columns = Console.columns(of: descriptor)
        var lines: [String] = []
        if state.started > 0 {
            let received = state.receivedByFinished + state.active.reduce(0) { $0 + $1.received }
            lines.append(
                line(
                    "Fetching \(state.finished)/\(state.started)",
                    received: received,
                    total: state.totalBytes,
                    columns: columns
                )
            )
            for download in state.active.prefix(6) {
                lines.append(
                    line(
                        "  " + download.name,
                        received: download.received,
                        total: download.total ?? 0,
                        columns: columns
                    )
                )
            }
        } else {
            lines.append("Resolving: \(state.resolved) package\(state.resolved == 1 ? "" : "s") known")
        }
        var text = state.drawnLines > 0 ? "\u{1B}[\(state.drawnLines)A\u{1B}[J" : ""
        text += lines.map { $0 + "\n" }.joined()
        Console.write(text, to: descriptor)
        state.drawnLines = lines.count
    }

    private func erase(_ state: inout State) {
        guard case .terminal(let descriptor) = medium, state.drawnLines > 0 else { return }
        Console.write("\u{1B}[\(state.drawnLines)A\u{1B}[J", to: descriptor)
        state.drawnLines = 0
    }

    private func line(_ label: String, received: UInt64, total: UInt64, columns: Int) -> String {
        let amounts = "\(ByteCount.format(received)) / \(ByteCount.format(max(total, received)))"
        let labelWidth = min(28, max(columns - amounts.count - 6, 4))
        var name = String(label.prefix(labelWidth))
        name += String(repeating: " ", count: labelWidth - name.count)
        let barWidth = min(30, columns - labelWidth - amounts.count - 5)
        guard barWidth >= 5 else { return "\(name) \(amounts)" }
        let share = total == 0 ? 0 : min(1, Double(received) / Double(total))
        let filled = Int(share * Double(barWidth))
        let bar =
            style.green(String(repeating: "━", count: filled))
            + style.dim(String(repeating: "─", count: barWidth - filled))
        return "\(name) \(bar) \(amounts)"
    }

    private func monotonicNanoseconds() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
