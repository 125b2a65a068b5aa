import ArtifactCache
import Digests

/// Writes one file into the store while it arrives, and checks it.
///
/// Sendable: used by the transfer thread during the transfer and by the requesting task after it, never at once.
final class DownloadTarget: @unchecked Sendable {
    let file: DistributionFile
    private let store: ArtifactStore
    private let progress: (@Sendable (UInt64) -> Void)?
    private var writer: BlobWriter?
    /// The bytes received, those of abandoned attempts included.
    private(set) var received: UInt64 = 0

    init(file: DistributionFile, store: ArtifactStore, progress: (@Sendable (UInt64) -> Void)? = nil) {
        self.file = file
        self.store = store
        self.progress = progress
    }

    /// Starts from the beginning.
    func start() throws {
        writer?.cancel()
        writer = try store.makeWriter()
    }

    func append(_ bytes: UnsafeRawBufferPointer) throws {
        guard let writer else { return }
        try writer.append(bytes)
        received += UInt64(bytes.count)
        if let expected = file.bytes, writer.bytes > expected {
            throw sizeMismatch(got: "more")
        }
        progress?(writer.bytes)
    }

    func cancel() {
        writer?.cancel()
    }

    /// Publishes the file if it is what the index announced.
    func finish() throws -> StoredBlob {
        guard let writer else { throw sizeMismatch(got: "nothing") }
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

    private func sizeMismatch(got: String) -> IndexError {
        let expected = file.bytes.map { "\($0)" } ?? "some"
        return IndexError(
            .sizeMismatch,
            file.filename,
            url: file.url,
            detail: "expected \(expected) bytes, got \(got)"
        )
    }
}
