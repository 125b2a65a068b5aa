import Digests

/// A file a package puts into the artifact.
struct InstalledFile: Sendable, Hashable {
    /// Its path inside the artifact.
    var path: String
    /// Its length in bytes.
    var bytes: UInt64
    /// The bytes it takes in the archive, compressed.
    var compressedBytes: UInt64
    /// The digest of its contents.
    var sha256: SHA256Digest
}
