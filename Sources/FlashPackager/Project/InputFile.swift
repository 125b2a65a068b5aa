public import Digests

/// A file of the project as it goes into the artifact.
public struct InputFile: Sendable, Hashable {
    /// Its path inside the artifact, with `/` separators.
    public var path: String
    /// Where it is now.
    public var absolutePath: String
    /// How messages name it: relative to the project directory.
    public var displayPath: String
    /// Whether it may be executed.
    public var isExecutable: Bool
    /// What tells its content from an earlier one's.
    public var identity: FileIdentity

    /// Its length in bytes.
    public var bytes: UInt64 { identity.bytes }
    /// When it was last modified, in nanoseconds since 1970.
    public var modified: Int64 { identity.modified }

    /// Creates an input file.
    public init(
        path: String,
        absolutePath: String,
        displayPath: String,
        isExecutable: Bool,
        identity: FileIdentity
    ) {
        self.path = path
        self.absolutePath = absolutePath
        self.displayPath = displayPath
        self.isExecutable = isExecutable
        self.identity = identity
    }
}
