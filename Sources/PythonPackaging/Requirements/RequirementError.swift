/// Reports a requirement, marker or version condition that does not follow PEP 508 and PEP 440, and where.
public struct RequirementError: Error, Hashable, Sendable {
    /// Which part is wrong.
    public enum Kind: String, Hashable, Sendable, Codable {
        /// The name of the distribution.
        case name
        /// The extras in brackets.
        case extras
        /// A version condition.
        case specifier
        /// The URL after `@`.
        case url
        /// The environment marker after `;`.
        case marker
        /// Text after the end.
        case trailing
    }

    /// Which part is wrong.
    public let kind: Kind
    /// What is wrong, in one sentence without a full stop.
    public let message: String
    /// The text that was parsed, with asterisks for the credentials of URLs.
    public let text: String
    /// Where the mistake starts, counted from 1 in characters.
    public let column: Int
    /// How many characters it covers, at least 1.
    public let length: Int
    /// What to write instead, when that is known.
    public let hint: String?

    /// The text with carets under the mistake, in two lines.
    public var excerpt: String {
        let line = text.map { $0.isNewline || $0 == "\t" ? " " : $0 }
        return String(line) + "\n" + String(repeating: " ", count: column - 1) + String(repeating: "^", count: length)
    }
}

extension RequirementError: CustomStringConvertible {
    /// The message, its place and the hint in one line.
    public var description: String {
        "\(message) (column \(column) of '\(text)')" + (hint.map { "; \($0)" } ?? "")
    }
}

extension ByteCursor {
    /// Describes a mistake that starts at `start` (default: here) and ends at the current offset, or after `length` bytes.
    func error(
        _ kind: RequirementError.Kind,
        _ message: String,
        from start: Int? = nil,
        length: Int? = nil,
        hint: String? = nil
    ) -> RequirementError {
        let first = min(start ?? offset, bytes.count)
        let end = min(bytes.count, max(first, length.map { first + $0 } ?? offset))
        return RequirementError(
            kind: kind,
            message: message,
            text: text(0..<bytes.count).redactingCredentials,
            column: text(0..<first).count + 1,
            length: max(1, text(first..<end).count),
            hint: hint
        )
    }
}
