import PackagePlugin

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
    private init(firstLine line: String) {
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

    /// Joins lines to messages: a finding goes on for as long as lines are indented or notes.
    static func messages(in lines: [String]) -> [HelperMessage] {
        var messages: [HelperMessage] = []
        for line in lines {
            if let last = messages.last, last.kind != .progress, continues(line) {
                messages[messages.count - 1].text += "\n" + line
            } else {
                messages.append(HelperMessage(firstLine: line))
            }
        }
        return messages
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
