import ArtifactCache
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
        guard file.sha256 == nil, let name = file.wheel else { return file }
        let stored = try await download(file)
        return DistributionFile(
            LockFile.Wheel(filename: name, url: file.url, bytes: stored.bytes, sha256: stored.digest)
        )
    }
}
