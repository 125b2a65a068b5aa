/// A file of the project as it goes into the artifact.
public struct InputFile: Sendable, Hashable {
    /// Its path inside the artifact, with `/` separators.
    public var path: String
    /// Where it is now.
    public var absolutePath: String
    /// How messages name it: relative to the project directory.
    public var displayPath: String
    /// Its length in bytes.
    public var bytes: UInt64
    /// Whether it may be executed.
    public var isExecutable: Bool
    /// When it was last modified, in nanoseconds since 1970.
    public var modified: Int64

    /// Creates an input file.
    public init(
        path: String,
        absolutePath: String,
        displayPath: String,
        bytes: UInt64,
        isExecutable: Bool,
        modified: Int64
    ) {
        self.path = path
        self.absolutePath = absolutePath
        self.displayPath = displayPath
        self.bytes = bytes
        self.isExecutable = isExecutable
        self.modified = modified
    }
}
