/// A file of the project that goes into the artifact.
///
/// Size, times and inode identify the content between builds without reading it, as git's index does.
public struct ProjectFile: Hashable, Sendable {
    /// The path relative to the project directory, with `/` separators.
    public var path: String
    /// The size in bytes.
    public var bytes: UInt64
    /// Whether the owner may execute the file.
    public var isExecutable: Bool
    /// When the content was last modified, in nanoseconds since 1970.
    public var modified: Int64
    /// When content or attributes were last changed, in nanoseconds since 1970.
    public var changed: Int64
    /// The inode, of the target when the path is a symbolic link.
    public var inode: UInt64

    /// Creates the record of a file.
    public init(path: String, bytes: UInt64, isExecutable: Bool, modified: Int64, changed: Int64, inode: UInt64) {
        self.path = path
        self.bytes = bytes
        self.isExecutable = isExecutable
        self.modified = modified
        self.changed = changed
        self.inode = inode
    }
}

/// Everything a walk over a project directory found.
public struct ProjectListing: Sendable {
    /// The project directory's absolute path with symbolic links resolved.
    public var root: String
    /// The files to package, sorted by the bytes of their paths.
    public var files: [ProjectFile]
    /// The paths left out, sorted like the files; below an excluded directory nothing is listed.
    public var excluded: [ExcludedPath]

    /// The size of all files in bytes.
    public var bytes: UInt64 {
        files.reduce(0) { $0.addingReportingOverflow($1.bytes).partialValue }
    }
}
