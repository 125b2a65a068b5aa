/// Encodes runs on all cores and writes them in their order.
final class ParallelRuns: RunWriter {
    let runBytes = RunWorkers.runBytes

    /// How many runs may wait for the one before them: their content is gone by then, what is left is encoded.
    private static let mostWaiting = 16

    private let encoding: RunEncoding
    private let workers: RunWorkers
    private var run: [UInt8] = []
    private var waiting: [EncodedRun] = []

    init(_ encoding: RunEncoding, workers: RunWorkers = .shared) {
        self.encoding = encoding
        self.workers = workers
    }

    var pendingBytes: Int { run.count }

    func append(
        _ bytes: UnsafeRawBufferPointer,
        to sink: (UnsafeRawBufferPointer) throws -> Void,
        _ report: Report
    ) throws {
        var rest = bytes
        while !rest.isEmpty {
            let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(runBytes - run.count))
            run.append(contentsOf: piece)
            rest = UnsafeRawBufferPointer(rebasing: rest[piece.count...])
            if run.count == runBytes {
                endRun()
                while let next = waiting.first, next.isEncoded || waiting.count > Self.mostWaiting {
                    try writeNext(to: sink, report)
                }
            }
        }
    }

    func flush(to sink: (UnsafeRawBufferPointer) throws -> Void, _ report: Report) throws {
        endRun()
        while !waiting.isEmpty { try writeNext(to: sink, report) }
    }

    private func endRun() {
        guard !run.isEmpty else { return }
        let ended = EncodedRun(run)
        run = []
        waiting.append(ended)
        workers.encode(ended, as: encoding)
    }

    private func writeNext(to sink: (UnsafeRawBufferPointer) throws -> Void, _ report: Report) throws {
        let next = waiting.removeFirst()
        let encoded = try next.take()
        try encoded.withUnsafeBytes { try sink($0) }
        try report(UInt64(next.bytes), UInt64(encoded.count))
    }
}
