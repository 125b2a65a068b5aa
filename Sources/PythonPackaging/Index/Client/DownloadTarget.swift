import ArtifactCache
import Digests
import HTTPTransport
import Synchronization

/// Writes one file into the store while it arrives, and checks it.
final class DownloadTarget: Sendable {
    private struct State {
        var writer: BlobWriter?
        var received: UInt64 = 0
    }

    /// The most bytes taken of a file whose size the index does not state, 8 GiB.
    static let maximumBytes: UInt64 = 8 << 30

    let file: DistributionFile
    private let limit: UInt64
    private let store: ArtifactStore
    private let progress: (@Sendable (UInt64) -> Void)?
    private let state = Mutex(State())

    init(
        file: DistributionFile,
        store: ArtifactStore,
        limit: UInt64 = DownloadTarget.maximumBytes,
        progress: (@Sendable (UInt64) -> Void)? = nil
    ) {
        self.limit = limit
        self.file = file
        self.store = store
        self.progress = progress
    }

    /// The bytes received, those of abandoned attempts included.
    var received: UInt64 {
        state.withLock { $0.received }
    }

    /// Starts from the beginning.
    func start() throws {
        let writer = try store.makeWriter(.relaxed)
        state.withLock { state in
            state.writer?.cancel()
            state.writer = writer
        }
    }

    func append(_ bytes: UnsafeRawBufferPointer) throws {
        let total = try state.withLock { state in
            guard let writer = state.writer else { return UInt64(0) }
            try writer.append(bytes)
            state.received += UInt64(bytes.count)
            return writer.bytes
        }
        guard total <= file.bytes ?? limit else {
            throw sizeMismatch(got: "more")
        }
        progress?(total)
    }

    func cancel() {
        state.withLock { $0.writer?.cancel() }
    }

    /// Publishes the file if it is what the index announced.
    func finish() throws -> StoredBlob {
        try state.withLock { state in
            guard let writer = state.writer else { throw sizeMismatch(got: "nothing") }
            if let expected = file.bytes, writer.bytes != expected {
                writer.cancel()
                throw sizeMismatch(got: "\(writer.bytes)")
            }
            do throws(StoreError) {
                return try writer.finish(expecting: file.sha256)
            } catch {
                guard error.kind == .digestMismatch else { throw error }
                throw IndexError(.digestMismatch, file.filename, url: file.url, detail: error.message)
            }
        }
    }

    private func sizeMismatch(got: String) -> IndexError {
        let expected = file.bytes.map { "\($0)" } ?? "at most \(limit)"
        return IndexError(
            .sizeMismatch,
            file.filename,
            url: file.url,
            detail: "expected \(expected) bytes, got \(got)"
        )
    }
}
