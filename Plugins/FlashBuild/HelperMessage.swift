import PackagePlugin

/// Joins the helper's lines to messages: a finding goes on for as long as lines are indented or notes.
struct HelperMessages {
    /// A finding whose explanation may not have arrived yet.
    private(set) var pending: HelperMessage?

    /// Adds a line and returns the messages that are complete now.
    mutating func append(_ line: String) -> [HelperMessage] {
        if pending?.take(line) == true { return [] }
        let message = HelperMessage(firstLine: line)
        let finished = finish().map { [$0] } ?? []
        if message.kind == .progress { return finished + [message] }
        pending = message
        return finished
    }

    /// Returns the pending finding as it is.
    mutating func finish() -> HelperMessage? {
        defer { pending = nil }
        return pending
    }
}

/// Something the helper said on standard error: a finding with the lines that explain it, or one line of progress.
struct HelperMessage: Equatable {
    enum Kind: Equatable {
        case error
        case warning
        case progress
    }

    private(set) var kind: Kind
    private(set) var text: String

    /// Starts a message with a line, whose severity is given by the word before its colon: `error: …`, or
    /// `error[FL003]: …` of a finding with a code.
    fileprivate init(firstLine line: String) {
        self.init(kind: .progress, text: line)
        for (word, kind) in [("error", Kind.error), ("Error", .error), ("warning", .warning)] {
            guard line.hasPrefix(word) else { continue }
            let rest = line.dropFirst(word.count)
            if rest.hasPrefix(": ") {
                self.init(kind: kind, text: String(rest.dropFirst(2)))
            } else if rest.hasPrefix("["), let end = rest.firstIndex(of: "]"), rest[end...].hasPrefix("]: ") {
                self.init(kind: kind, text: "\(rest[...end]) \(rest[end...].dropFirst(3))")
            }
        }
    }

    private init(kind: Kind, text: String) {
        self.kind = kind
        self.text = text
    }

    /// Adds a line that explains the finding; refuses every other.
    fileprivate mutating func take(_ line: String) -> Bool {
        guard kind != .progress, Self.continues(line) else { return false }
        text += "\n" + line
        return true
    }

    private static func continues(_ line: String) -> Bool {
        if line.hasPrefix(" ") || line.hasPrefix("note: ") || line.hasPrefix("Usage: ") { return true }
        // A quoted line of source: its number, right-aligned, and a bar.
        let digits = line.prefix { $0.isNumber }
        return !digits.isEmpty && line.dropFirst(digits.count).hasPrefix(" |")
    }

    /// Hands the message to SwiftPM, which prints it on its standard error.
    ///
    /// It is one diagnostic because SwiftPM does not keep the order between diagnostics and progress.
    func report() {
        switch kind {
        case .error: Diagnostics.error(text)
        case .warning: Diagnostics.warning(text)
        case .progress: Diagnostics.progress(text)
        }
    }
}
