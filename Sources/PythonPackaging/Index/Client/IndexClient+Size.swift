import ArtifactCache
import Digests
import HTTPTransport
import Synchronization

extension IndexClient {
    /// Returns the size of a file, also where its page states none, as HTML pages (PEP 503) never do.
    ///
    /// In this order: what the page states; the stored file; what was learnt before; what the server states without
    /// sending the file.
    ///
    /// - Parameter file: The file.
    /// - Returns: The size in bytes; `nil` if the server does not state it, or if the network may not be used.
    /// - Throws: ``IndexError`` when the task is cancelled, or `StoreError` when the store fails.
    public func size(of file: DistributionFile) async throws -> UInt64? {
        if let bytes = file.bytes { return bytes }
        if let stored = try storedBlob(of: file) { return stored.bytes }
        if file.isLocal { return LocalFile(at: LocalReference.absolute(file.url, in: sources.directory))?.bytes }
        return try await sizes.value(for: file.identity) { [self] in
            // What a server says of a file is believed as long as its pages are: content alone would prove it.
            let key = ResultKey(stage: "learnt-size", input: SHA256Digest(of: file.identity))
            if let record = try store.result(for: key), isUsable(record.recordedAt),
                let known = Self.size(of: record.value)
            {
                return known
            }
            guard !policy.isOffline, let bytes = try await statedSize(of: file) else { return nil }
            try store.record(ActionResult(value: Self.text(of: bytes)), for: key, durability: .relaxed)
            return bytes
        }
    }

    /// The size that the server states: for the file itself, or for a range of it.
    private func statedSize(of file: DistributionFile) async throws -> UInt64? {
        if let bytes = try await headSize(of: file) { return bytes }
        return try await rangeSize(of: file)
    }

    private func headSize(of file: DistributionFile) async throws -> UInt64? {
        var request = request(file.url)
        request.method = "HEAD"
        do throws(HTTPError) {
            return Self.contentLength(of: try await send(request))
        } catch {
            if error.kind == .cancelled { throw IndexError(error, subject: file.filename) }
            return nil
        }
    }

    /// Asks for the first byte: the answer names the complete length (RFC 9110, section 14.4).
    ///
    /// A server that ignores the range says how much it is about to send, and is stopped.
    private func rangeSize(of file: DistributionFile) async throws -> UInt64? {
        struct Answered: Error {}
        var request = request(file.url)
        request.range = 0...0
        let found = Mutex(UInt64?.none)
        count { $0.requests += 1 }
        do throws(HTTPError) {
            _ = try await http.download(request) { response in
                let isPart = response.status == 206
                let bytes = isPart ? response.contentRange?.total : Self.contentLength(of: response)
                found.withLock { $0 = bytes.flatMap(FileDraft.size) }
                if !isPart { throw Answered() }
            } to: { _ in
            }
        } catch {
            if error.kind == .cancelled { throw IndexError(error, subject: file.filename) }
        }
        return found.withLock { $0 }
    }

    /// The length of a file from the head of an answer; that of a compressed body says nothing, and no wheel is empty.
    private static func contentLength(of response: HTTPResponse) -> UInt64? {
        guard response.headers["Content-Encoding"].map({ $0.lowercased() == "identity" }) ?? true else { return nil }
        let bytes = response.headers["Content-Length"].flatMap { UInt64($0) }.flatMap(FileDraft.size)
        return bytes == 0 ? nil : bytes
    }

    private static func text(of bytes: UInt64) -> [UInt8] { Array("\(bytes)".utf8) }

    private static func size(of text: [UInt8]) -> UInt64? { UInt64(String(decoding: text, as: UTF8.self)) }
}
