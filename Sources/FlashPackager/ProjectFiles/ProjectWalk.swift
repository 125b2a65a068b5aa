#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Lists the files of a project directory that go into its artifact.
///
/// The walk reads `.gitignore` and `.flashignore` in every directory it enters, with the semantics of `gitignore(5)`:
/// an excluded directory is not entered, so nothing below it can be taken back. In one directory `.flashignore` has
/// precedence over `.gitignore`; files further down have precedence over those further up. Ignore files above the
/// project directory and git's own configuration have no influence, so that the same project gives the same list
/// everywhere.
///
/// Symbolic links inside the project are followed, a directory link being subject to the same rules as a directory;
/// links out of the project are left out and reported.
public struct ProjectWalk: Sendable {
    /// The project directory's absolute path with symbolic links resolved.
    public let root: String

    /// The largest number of directory entries looked at.
    var maximumEntries = 1_000_000

    /// Creates a walk over the directory at `root`.
    ///
    /// - Parameter root: a path, absolute or relative to the working directory.
    /// - Throws: ``ProjectWalkError`` of kind `noProject` when there is no such directory.
    public init(root: String) throws(ProjectWalkError) {
        guard let resolved = realpath(root, nil) else { throw ProjectWalkError(.noProject, path: root) }
        defer { free(resolved) }
        self.root = String(cString: resolved)
        var status = stat()
        guard stat(resolved, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw ProjectWalkError(.noProject, path: root)
        }
    }

    /// Walks the project and returns what it found, sorted by the bytes of the paths.
    ///
    /// - Throws: ``ProjectWalkError`` when a directory that is not excluded, or an ignore file, cannot be read.
    public func listing() throws(ProjectWalkError) -> ProjectListing {
        var walker = ProjectWalker(root: root, maximumEntries: maximumEntries)
        return try walker.run()
    }
}
