/// Encodes content that arrives in pieces, in runs of bounded size.
///
/// What is written depends on the content and on where ``flush(to:_:)`` was called, not on the size of the pieces.
protocol RunWriter: AnyObject {
    /// Receives each run's raw size and its encoded size, both in bytes.
    typealias Report = (_ bytes: UInt64, _ encodedBytes: UInt64) throws -> Void

    /// The size of a full run, in bytes.
    var runBytes: Int { get }

    /// The bytes of the run that is not full yet.
    var pendingBytes: Int { get }

    /// Adds content; encoded runs are written to `sink` in their order, if need be later.
    func append(
        _ bytes: UnsafeRawBufferPointer,
        to sink: (UnsafeRawBufferPointer) throws -> Void,
        _ report: Report
    ) throws

    /// Ends the run and writes everything that was added to `sink`.
    func flush(to sink: (UnsafeRawBufferPointer) throws -> Void, _ report: Report) throws
}

extension RunCompressor: RunWriter {}

/// Writes content as it is.
final class PlainRuns: RunWriter {
    let runBytes = 1 << 20
    let pendingBytes = 0

    func append(
        _ bytes: UnsafeRawBufferPointer,
        to sink: (UnsafeRawBufferPointer) throws -> Void,
        _ report: Report
    ) throws {
        guard !bytes.isEmpty else { return }
        try sink(bytes)
        try report(UInt64(bytes.count), UInt64(bytes.count))
    }

    func flush(to sink: (UnsafeRawBufferPointer) throws -> Void, _ report: Report) throws {}
}
