/// Writes diagnostics for people: the finding, the line it is in with the range marked, what to do, further places.
public struct DiagnosticRenderer {
    private let usesColor: Bool
    private let source: (String) -> String?

    /// Creates a renderer.
    ///
    /// - Parameters:
    ///   - usesColor: Whether to write ANSI escape sequences (ECMA-48, SGR).
    ///   - source: Gives the text of a file named by its path relative to the project; `nil` leaves the excerpt out.
    public init(usesColor: Bool, source: @escaping (String) -> String?) {
        self.usesColor = usesColor
        self.source = source
    }

    /// Writes diagnostics in the order given, then one line that counts them; nothing when there are none.
    public func text(_ diagnostics: [Diagnostic]) -> String {
        guard !diagnostics.isEmpty else { return "" }
        var lines = SourceLines(source: source)
        let findings = diagnostics.map { text($0, lines: &lines) + "\n" }.joined()
        return findings + summary(of: diagnostics) + "\n"
    }

    /// Writes one diagnostic, ending with a line feed.
    public func text(_ diagnostic: Diagnostic) -> String {
        var lines = SourceLines(source: source)
        return text(diagnostic, lines: &lines)
    }

    /// Counts diagnostics by severity, such as `2 errors, 1 warning`.
    public func summary(of diagnostics: [Diagnostic]) -> String {
        let counts = Diagnostic.Severity.allCases.compactMap { severity -> String? in
            let count = diagnostics.count { $0.severity == severity }
            guard count > 0 else { return nil }
            return paint("\(count) \(severity.rawValue)\(count == 1 ? "" : "s")", severity.style)
        }
        return counts.joined(separator: ", ")
    }

    private func text(_ diagnostic: Diagnostic, lines: inout SourceLines) -> String {
        let places = [diagnostic.location] + diagnostic.notes.map(\.location)
        let width = String(places.compactMap { $0?.line }.max() ?? 0).count
        let margin = String(repeating: " ", count: width)
        let severity = diagnostic.severity
        var result = paint("\(severity.rawValue)[\(diagnostic.code.rawValue)]", severity.style)
        result += paint(": \(diagnostic.message.safeInTerminal)", .strong) + "\n"
        if let location = diagnostic.location {
            result += excerpt(at: location, margin: margin, style: severity.style, lines: &lines)
        }
        if let hint = diagnostic.hint {
            let indent = "\n" + margin + "         "
            let text = hint.safeInTerminal.split(separator: "\n", omittingEmptySubsequences: false)
            result += "\(margin) \(paint("=", .frame)) \(paint("help", .help)): \(text.joined(separator: indent))\n"
        }
        for note in diagnostic.notes {
            result += paint("note", .strong) + ": \(note.message.safeInTerminal)\n"
            result += excerpt(at: note.location, margin: margin, style: .frame, lines: &lines)
        }
        return result
    }

    private func excerpt(
        at location: SourceLocation,
        margin: String,
        style: Style,
        lines: inout SourceLines
    ) -> String {
        var result = "\(margin)\(paint("-->", .frame)) \(location.description.safeInTerminal)\n"
        guard let line = lines.line(location.line, of: location.file) else { return result }
        let isOneLine = (location.endLine ?? location.line) == location.line
        // Without an end, one code point is marked; a range over several lines is marked to the end of its first line.
        let end = isOneLine ? location.endColumn ?? (location.column &+ 1) : nil
        let excerpt = SourceExcerpt(line: line, start: location.column, end: end)
        let number = String(location.line)
        let padding = String(repeating: " ", count: max(0, margin.count - number.count))
        let bar = paint("|", .frame)
        let mark = paint(String(repeating: "^", count: excerpt.length), style)
        result += "\(margin) \(bar)\n"
        result += "\(paint(padding + number, .frame)) \(bar) \(excerpt.text)\n"
        result += "\(margin) \(bar) \(String(repeating: " ", count: excerpt.indent))\(mark)\n"
        return result
    }

    private func paint(_ text: String, _ style: Style) -> String {
        usesColor ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
    }
}

/// The colours of the parts, as SGR parameters.
private enum Style: String {
    case error = "1;31"
    case warning = "1;33"
    case help = "1;36"
    case frame = "1;34"
    case strong = "1"
}

extension Diagnostic.Severity {
    fileprivate var style: Style {
        switch self {
        case .error: .error
        case .warning: .warning
        }
    }
}
