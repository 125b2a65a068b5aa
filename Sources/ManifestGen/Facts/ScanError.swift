/// Why a project could not be scanned at all.
public struct ScanError: Error, Hashable, Sendable {
    /// The kinds of failure.
    public enum Kind: String, Sendable {
        /// No Python interpreter was found, or the one named does not exist.
        case interpreterNotFound
        /// The interpreter is older than CPython 3.8.
        case interpreterTooOld
        /// The interpreter could not be started.
        case interpreterNotStarted
        /// The interpreter ended with an error or by a signal.
        case interpreterFailed
        /// The interpreter did not finish in time.
        case interpreterTimedOut
        /// The interpreter's output is not what the scanner's program prints.
        case unexpectedOutput
        /// A file changed while it was being scanned.
        case sourceChanged
    }

    /// What kind of failure it was.
    public var kind: Kind
    /// What went wrong, in one sentence.
    public var message: String
    /// What to do about it.
    public var hint: String?

    /// Creates an error.
    public init(_ kind: Kind, _ message: String, hint: String? = nil) {
        self.kind = kind
        self.message = message
        self.hint = hint
    }
}
