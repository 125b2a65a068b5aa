import ArtifactCache
public import Digests
import HTTPTransport

extension IndexClient {
    /// Remembers the credentials in the URL of a direct reference; they are sent with requests for that file only.
    ///
    /// - Parameter reference: The URL as the project writes it.
    public func authorize(_ reference: String) {
        guard let authorization = HTTPURL(reference)?.authorization else { return }
        setAuthorization(authorization, for: DistributionFile.location(of: reference))
    }

    /// Returns the wheel a direct reference names.
    ///
    /// Without a digest in the URL, the wheel is downloaded to learn it. A local wheel is hashed.
    ///
    /// - Parameter reference: The URL, whose fragment may state the SHA-256.
    /// - Returns: The wheel with its digest; `nil` if the URL does not end in a wheel's name.
    /// - Throws: ``IndexError``, or `StoreError` when the store fails.
    public func wheel(at reference: String) async throws -> DistributionFile? {
        guard let file = DistributionFile(direct: reference) else { return nil }
        if file.isLocal {
            let (sha256, bytes) = try digest(ofFileAt: file.url)
            if let stated = file.sha256, stated != sha256 {
                let detail = "expected content with SHA-256 \(stated), got SHA-256 \(sha256)"
                throw IndexError(.digestMismatch, file.filename, url: file.url, detail: detail)
            }
            return file.with(sha256: sha256, bytes: bytes)
        }
        authorize(reference)
        let (sha256, bytes) = try await digest(of: file)
        return file.with(sha256: sha256, bytes: bytes)
    }

    /// Returns the SHA-256 and size in bytes of a file; a digest that nothing states is learnt by downloading the file.
    ///
    /// What was learnt is used again as long as an index page would be.
    ///
    /// - Parameter file: The file.
    /// - Returns: The digest, and the size where it is known.
    /// - Throws: ``IndexError``, or `StoreError` when the store fails.
    public func digest(of file: DistributionFile) async throws -> (sha256: SHA256Digest, bytes: UInt64?) {
        if let sha256 = file.sha256 { return (sha256, file.bytes) }
        if file.isLocal { return try digest(ofFileAt: file.url) }
        let key = ResultKey(stage: "learnt-digest", input: SHA256Digest(of: file.url))
        if let record = try store.result(for: key), isUsable(record.recordedAt),
            let known = SHA256Digest(bytes: record.value), let stored = try store.blob(known)
        {
            return (known, stored.bytes)
        }
        let stored = try await download(file)
        try store.record(ActionResult(value: stored.digest.bytes), for: key, durability: .relaxed)
        return (stored.digest, stored.bytes)
    }
}
