import HTTPTransport
import Synchronization

/// Receives either the end of a wheel or, from a server that ignores ranges, all of it.
final class TailTarget: Sendable {
    struct WrongRange: Error {}

    private struct State {
        var tail: [UInt8] = []
        var isWhole = false
    }

    let range: ClosedRange<UInt64>
    let whole: DownloadTarget
    private let state = Mutex(State())

    init(range: ClosedRange<UInt64>, whole: DownloadTarget) {
        self.range = range
        self.whole = whole
    }

    var tail: [UInt8] { state.withLock { $0.tail } }
    var isWhole: Bool { state.withLock { $0.isWhole } }

    func start(_ response: HTTPResponse) throws {
        let isWhole = response.status != 206
        state.withLock { $0 = State(isWhole: isWhole) }
        if isWhole { return try whole.start() }
        let end = range.upperBound + 1
        guard let answered = response.contentRange, answered.start == range.lowerBound, answered.total ?? end == end
        else {
            throw WrongRange()
        }
    }

    func append(_ bytes: UnsafeRawBufferPointer) throws {
        if isWhole { return try whole.append(bytes) }
        try state.withLock { state in
            guard UInt64(state.tail.count + bytes.count) <= range.upperBound - range.lowerBound + 1 else {
                throw WrongRange()
            }
            state.tail.append(contentsOf: bytes)
        }
    }
}
