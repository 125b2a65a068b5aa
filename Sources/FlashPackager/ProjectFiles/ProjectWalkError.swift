/// Why a project directory could not be listed.
public struct ProjectWalkError: Error, Hashable, Sendable {
    /// What kind of failure it was.
    public enum Kind: Hashable, Sendable {
        /// The project directory does not exist or is not a directory.
        case noProject
        /// A directory or file cannot be read; the reason is the operating system's.
        case unreadable(reason: String)
        /// An ignore file is not a regular file.
        case ignoreFileNotRegular
        /// An ignore file is larger than the limit.
        case ignoreFileTooLarge(limit: Int)
        /// The project has more entries than the limit, which symbolic links can bring about.
        case tooManyEntries(limit: Int)
    }

    /// What kind of failure it was.
    public var kind: Kind
    /// The path that was being read.
    public var path: String

    /// Creates an error about `path`.
    public init(_ kind: Kind, path: String) {
        self.kind = kind
        self.path = path
    }
}

extension ProjectWalkError: CustomStringConvertible {
    /// What is wrong and what to do about it.
    public var description: String {
        switch kind {
        case .noProject:
            "\(path): not a directory; run in a project directory or name one"
        case .unreadable(let reason):
            "\(path): \(reason); make it readable or exclude it in .flashignore"
        case .ignoreFileNotRegular:
            "\(path): not a regular file; replace it with a list of patterns"
        case .ignoreFileTooLarge(let limit):
            "\(path): larger than \(limit) bytes; an ignore file is a list of patterns"
        case .tooManyEntries(let limit):
            "\(path): more than \(limit) entries in the project; "
                + "exclude directories in .flashignore and look for symbolic links that multiply them"
        }
    }
}
