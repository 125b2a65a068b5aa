/// The rules of one `.gitignore` or `.flashignore`, in the order they were written.
struct IgnoreFile: Sendable {
    /// One rule and the line it stands on.
    struct Rule: Hashable, Sendable {
        /// What the rule matches.
        var pattern: IgnorePattern
        /// The line, counted from 1.
        var line: Int
    }

    /// The file's path relative to the project directory, for reports.
    let path: String
    /// The rules; a later one overrides an earlier one.
    let rules: [Rule]

    /// Parses the content of an ignore file: one pattern a line, LF or CRLF, an optional UTF-8 byte order mark.
    init(path: String, content: [UInt8]) {
        var rest = content[...]
        if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
        var rules: [Rule] = []
        for (index, line) in rest.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
            let text = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
            if let pattern = IgnorePattern(line: text) {
                rules.append(Rule(pattern: pattern, line: index + 1))
            }
        }
        self.path = path
        self.rules = rules
    }

    /// Returns the last rule that matches a path, which is the one that decides; `nil` when none does.
    ///
    /// - Parameters:
    ///   - path: the path relative to the ignore file's directory.
    ///   - name: the path's last component.
    ///   - isDirectory: whether the path is a directory.
    /// - Returns: the rule with its line.
    func decidingRule(
        path: UnsafeBufferPointer<UInt8>.SubSequence,
        name: UnsafeBufferPointer<UInt8>.SubSequence,
        isDirectory: Bool
    ) -> Rule? {
        rules.last { $0.pattern.matches(path: path, name: name, isDirectory: isDirectory) }
    }
}
