import ArtifactCache
public import Digests
import HTTPTransport

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension IndexClient {
    /// Returns the SHA-256 and the size in bytes of a local file, hashing it only if it changed since the last time.
    ///
    /// - Parameter path: the path, absolute or relative to the project.
    /// - Returns: the digest and the size.
    /// - Throws: ``IndexError`` when the file cannot be read, or `StoreError` when the store fails.
    public func digest(ofFileAt path: String) throws -> (sha256: SHA256Digest, bytes: UInt64) {
        let absolute = LocalReference.absolute(path, in: sources.directory)
        guard let file = LocalFile(at: absolute) else { throw Self.unreadable(path) }
        let key = ResultKey(stage: "local-file", input: file.identity)
        if file.isSettled, let known = try store.result(for: key).flatMap({ SHA256Digest(bytes: $0.value) }) {
            return (known, file.bytes)
        }
        guard let digest = SHA256Digest(ofFileAt: absolute) else { throw Self.unreadable(path) }
        if file.isSettled { try store.record(ActionResult(value: digest.bytes), for: key, durability: .relaxed) }
        return (digest, file.bytes)
    }

    /// Copies a local file into the store, checking its size and digest on the way.
    func copy(_ file: DistributionFile, into target: DownloadTarget) throws -> StoredBlob {
        guard let local = LocalFile(at: LocalReference.absolute(file.url, in: sources.directory)) else {
            throw Self.unreadable(file.url)
        }
        do {
            try target.start()
            guard try FileContent.read(local.path, target.append) else { throw Self.unreadable(file.url) }
        } catch {
            target.cancel()
            throw error
        }
        return try target.finish()
    }

    /// Describes a file that cannot be read, from `errno`.
    static func unreadable(_ path: String) -> IndexError {
        IndexError(.unreadableFile, path, url: path, detail: String(cString: strerror(errno)))
    }
}
