/// A path of the project that does not go into the artifact, and why.
public struct ExcludedPath: Hashable, Sendable {
    /// The path relative to the project directory, with `/` separators; bytes that are not UTF-8 appear as `\xNN`.
    public var path: String
    /// Whether the path is a directory, nothing of which was looked at.
    public var isDirectory: Bool
    /// Why it stays out.
    public var reason: ExclusionReason

    /// Creates the record of an excluded path.
    public init(path: String, isDirectory: Bool, reason: ExclusionReason) {
        self.path = path
        self.isDirectory = isDirectory
        self.reason = reason
    }
}

/// Why a path does not go into the artifact.
public enum ExclusionReason: Hashable, Sendable {
    /// A line of an ignore file says so.
    case rule(pattern: String, file: String, line: Int)
    /// A built-in default says so; a negation in `.flashignore` would take the path back in.
    case builtIn(pattern: String)
    /// The name is never packaged, whatever the rules say.
    case always(name: String)
    /// The directory is a Python environment (`pyvenv.cfg`, PEP 405, or `conda-meta`).
    case virtualEnvironment
    /// The symbolic link leads out of the project directory.
    case linkOutOfProject(target: String)
    /// The symbolic link leads nowhere.
    case danglingLink(target: String)
    /// The symbolic link leads to a directory that contains it.
    case linkCycle(target: String)
    /// The name is not UTF-8, so that no manifest could mention it.
    case nameNotUTF8
    /// The path is neither a file, a directory nor a symbolic link.
    case specialFile(kind: SpecialFileKind)

    /// What a special file is.
    public enum SpecialFileKind: String, Hashable, Sendable {
        /// A named pipe.
        case fifo = "FIFO"
        /// A Unix-domain socket.
        case socket
        /// A character or block device.
        case device
    }

    /// Whether nobody asked for the exclusion, so that it deserves a warning.
    public var isUnexpected: Bool {
        switch self {
        case .rule, .builtIn, .always, .virtualEnvironment: false
        case .linkOutOfProject, .danglingLink, .linkCycle, .nameNotUTF8, .specialFile: true
        }
    }
}

extension ExclusionReason: CustomStringConvertible {
    /// The reason as a phrase, such as `"*.log" (.gitignore:3)`.
    public var description: String {
        switch self {
        case .rule(let pattern, let file, let line): "\"\(pattern)\" (\(file):\(line))"
        case .builtIn(let pattern): "\"\(pattern)\" (built-in default)"
        case .always(let name): "\"\(name)\" (never packaged)"
        case .virtualEnvironment: "virtual environment"
        case .linkOutOfProject(let target): "symbolic link out of the project (to \(target))"
        case .danglingLink(let target): "dangling symbolic link (to \(target))"
        case .linkCycle(let target): "symbolic link to a directory that contains it (to \(target))"
        case .nameNotUTF8: "name is not UTF-8"
        case .specialFile(let kind): kind.rawValue
        }
    }
}
