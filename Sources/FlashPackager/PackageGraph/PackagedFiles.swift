/// The files of a Swift package that go into its artifact.
public struct PackagedFiles: Hashable, Sendable {
    /// One file and its place.
    public struct File: Hashable, Sendable {
        /// The path inside the artifact, relative to the directory of the file's target.
        public var destination: String
        /// The absolute path.
        public var path: String
        /// The file as the walk over its package found it.
        public var file: ProjectFile
        /// The identity of the package it comes from.
        public var package: String
        /// The target it comes from.
        public var target: String
    }

    /// The files, sorted by the bytes of their destinations.
    public var files: [File]
    /// What the ignore rules and the walk left out of the targets' resources and Python files, as absolute paths,
    /// sorted; a directory stands for everything in it.
    public var excluded: [ExcludedPath]
    /// The absolute paths of `requirements.txt` and `pyproject.toml` in the root package's directory, then in those of
    /// other packages with Python, then in the target directories.
    public var requirementFiles: [String]
}
