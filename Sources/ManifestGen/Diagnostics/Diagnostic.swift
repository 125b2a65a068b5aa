/// Something found in the project's sources that keeps a deployment from working, or may.
public struct Diagnostic: Hashable, Sendable {
    /// How much a diagnostic weighs.
    public enum Severity: String, Sendable, Codable, CaseIterable {
        /// Fails the build.
        case error
        /// Is reported and does not fail the build.
        case warning
    }

    /// Another place that explains the diagnostic.
    public struct Note: Hashable, Sendable {
        /// What is to be seen there.
        public var message: String
        /// Where to look.
        public var location: SourceLocation

        /// Creates a note.
        public init(message: String, location: SourceLocation) {
            self.message = message
            self.location = location
        }
    }

    /// The rule that was broken.
    public var code: DiagnosticCode
    /// How much it weighs.
    public var severity: Severity
    /// What is wrong, in one sentence.
    public var message: String
    /// Where it is wrong; `nil` when the project as a whole is meant.
    public var location: SourceLocation?
    /// What to do about it.
    public var hint: String?
    /// Further places that matter.
    public var notes: [Note]

    /// Creates a diagnostic; its severity is that of the rule unless another is given.
    public init(
        _ code: DiagnosticCode,
        severity: Severity? = nil,
        _ message: String,
        at location: SourceLocation?,
        hint: String? = nil,
        notes: [Note] = []
    ) {
        self.code = code
        self.severity = severity ?? code.defaultSeverity
        self.message = message
        self.location = location
        self.hint = hint
        self.notes = notes
    }
}
