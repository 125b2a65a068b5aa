extension SHA256Digest {
    /// Hashes the content of a file; `nil` when it cannot be read.
    public init?(ofFileAt path: String) {
        var hasher = SHA256Hasher()
        guard FileContent.read(path, { hasher.update($0) }) else { return nil }
        self = hasher.finalize()
    }
}
