public import ArtifactCache
import Digests
import HTTPTransport

extension IndexClient {
    /// Gets a file into the store; a file that is there already needs no network.
    ///
    /// The size and the SHA-256 are checked against the page while the content arrives. Interrupted transfers resume.
    ///
    /// - Parameters:
    ///   - file: A file ``files(of:)`` returned.
    ///   - progress: Called with the bytes received so far, on the transfer thread.
    /// - Returns: The stored file.
    /// - Throws: ``IndexError``, or `StoreError` when the store fails.
    public func download(
        _ file: DistributionFile,
        progress: (@Sendable (UInt64) -> Void)? = nil
    ) async throws -> StoredBlob {
        if let stored = try storedBlob(of: file) {
            count { $0.hits += 1 }
            return stored
        }
        if file.isLocal { return try copy(file, into: DownloadTarget(file: file, store: store, progress: progress)) }
        if policy.isOffline { throw IndexError(.notCached, file.filename, url: file.url) }
        return try await downloads.value(for: file.identity) { [self] in
            count { $0.misses += 1 }
            let target = DownloadTarget(file: file, store: store, progress: progress)
            return try await receive(request(file.url), into: target)
        }
    }

    /// The file if the store holds it.
    func storedBlob(of file: DistributionFile) throws -> StoredBlob? {
        guard let digest = file.sha256, let stored = try store.blob(digest) else { return nil }
        guard let bytes = file.bytes, bytes != stored.bytes else { return stored }
        throw IndexError(
            .sizeMismatch,
            file.filename,
            url: file.url,
            detail: "expected \(bytes) bytes, but the file with that SHA-256 has \(stored.bytes)"
        )
    }

    func receive(_ request: HTTPRequest, into target: DownloadTarget) async throws -> StoredBlob {
        var request = request
        request.isImmutable = target.file.sha256 != nil
        count { $0.requests += 1 }
        do throws(HTTPError) {
            _ = try await http.download(request) { _ in
                try target.start()
            } to: { bytes in
                try target.append(bytes)
            }
        } catch {
            target.cancel()
            count { $0.bytesFetched += target.received }
            throw error.underlying ?? IndexError(error, subject: target.file.filename)
        }
        count { $0.bytesFetched += target.received }
        return try target.finish()
    }
}
