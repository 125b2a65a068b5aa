public import ManifestGen

/// Says why a command could not do its work: what was wrong, where, and what to do about it.
public struct BuildFailure: Error, Sendable {
    /// The family of a failure; decides the exit status (`sysexits.h`).
    public enum Kind: String, Sendable, CaseIterable {
        /// The command line makes no sense.
        case usage
        /// The sources or requirements are wrong.
        case badInput = "bad-input"
        /// The artifact is larger than the limit.
        case sizeLimit = "size-limit"
        /// There is nothing to build.
        case noProject = "no-project"
        /// An index or server cannot be reached.
        case unavailable
        /// The tool itself is at fault.
        case internalError = "internal"
        /// An output cannot be created.
        case cannotCreate = "cannot-create"
        /// Reading or writing failed.
        case inputOutput = "io"
        /// The same command may succeed later.
        case tryAgain = "try-again"
        /// Credentials are missing or refused.
        case credentials
        /// The machine or the settings lack something.
        case configuration
        /// The user stopped the command.
        case cancelled
    }

    /// The family of the failure.
    public var kind: Kind
    /// A stable word for the exact failure, such as `unsatisfiable`.
    public var code: String
    /// What was wrong.
    public var message: String
    /// Where it was wrong.
    public var location: SourceLocation?
    /// What to do about it.
    public var hint: String?

    /// Creates a failure.
    public init(
        _ kind: Kind,
        code: String,
        _ message: String,
        at location: SourceLocation? = nil,
        hint: String? = nil
    ) {
        self.kind = kind
        self.code = code
        self.message = DisplayText.safe(message)
        self.location = location
        self.hint = hint.map(DisplayText.safe)
    }

    /// Whether the diagnostics observed before say where and why already.
    public var isExplainedByDiagnostics: Bool { code == "diagnostics" }

    /// The process exit status, by `sysexits.h`.
    public var exitStatus: Int32 {
        switch kind {
        case .usage: 64
        case .badInput, .sizeLimit: 65
        case .noProject: 66
        case .unavailable: 69
        case .internalError: 70
        case .cannotCreate: 73
        case .inputOutput: 74
        case .tryAgain: 75
        case .credentials: 77
        case .configuration: 78
        case .cancelled: 130
        }
    }
}
