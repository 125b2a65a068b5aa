public import Digests

/// A Python source file of the project.
public struct SourceFile: Hashable, Sendable {
    /// The path relative to the project root, with `/` separators.
    public var path: String
    /// The path to read the file from.
    public var absolutePath: String
    /// The digest of the file's content.
    public var digest: SHA256Digest

    /// Creates a source file.
    public init(path: String, absolutePath: String, digest: SHA256Digest) {
        self.path = path
        self.absolutePath = absolutePath
        self.digest = digest
    }
}
