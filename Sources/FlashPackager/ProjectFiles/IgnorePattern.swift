/// One pattern of an ignore file, with the semantics of `gitignore(5)`.
struct IgnorePattern: Hashable, Sendable {
    /// The pattern as written, without trailing spaces.
    let text: String
    /// Whether a match takes the path back in (`!` in front).
    let isNegated: Bool
    /// Whether only directories match (`/` at the end).
    let isDirectoryOnly: Bool
    /// Whether the whole path below the ignore file is compared, rather than the last component alone.
    let isAnchored: Bool

    private let prefix: [UInt8]
    private let glob: Glob?
    private let isLiteral: Bool

    /// Parses one line, without its line break; `nil` for blank lines, comments, and patterns that can match nothing.
    init?(line: ArraySlice<UInt8>) {
        guard line.first != UInt8(ascii: "#") else { return nil }
        var body = Self.withoutTrailingSpaces(line.prefix { $0 != 0 })
        text = String(decoding: body, as: UTF8.self)
        isNegated = body.first == UInt8(ascii: "!")
        if isNegated { body = body.dropFirst() }
        isDirectoryOnly = body.last == UInt8(ascii: "/")
        if isDirectoryOnly { body = body.dropLast() }
        isAnchored = body.contains(UInt8(ascii: "/"))
        if body.first == UInt8(ascii: "/") { body = body.dropFirst() }
        guard !body.isEmpty else { return nil }

        // git compares the part before the first wildcard literally and the rest as a pattern of its own, so that
        // the asterisks of "a/b**/c" open their pattern and span directories.
        let literal = body.prefix { !Self.isSpecial($0) }
        prefix = Array(literal)
        let rest = body.dropFirst(literal.count)
        isLiteral = rest.isEmpty
        if isLiteral {
            glob = nil
        } else if let compiled = Glob(rest) {
            glob = compiled
        } else {
            return nil
        }
    }

    /// Tells whether the pattern matches, its negation left aside.
    ///
    /// - Parameters:
    ///   - path: the path relative to the ignore file's directory.
    ///   - name: the path's last component.
    ///   - isDirectory: whether the path is a directory.
    /// - Returns: whether the path is meant.
    func matches(
        path: UnsafeBufferPointer<UInt8>.SubSequence,
        name: UnsafeBufferPointer<UInt8>.SubSequence,
        isDirectory: Bool
    ) -> Bool {
        if isDirectoryOnly && !isDirectory { return false }
        let subject = isAnchored ? path : name
        guard subject.count >= prefix.count else { return false }
        if isLiteral && subject.count != prefix.count { return false }
        guard subject.starts(with: prefix) else { return false }
        guard let glob else { return true }
        return glob.matches(subject.dropFirst(prefix.count))
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "[")
            || byte == UInt8(ascii: "\\")
    }

    /// Drops spaces at the end unless a backslash quotes them.
    private static func withoutTrailingSpaces(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var end = line.startIndex
        var index = line.startIndex
        while index < line.endIndex {
            let isSpace = line[index] == UInt8(ascii: " ")
            index += line[index] == UInt8(ascii: "\\") ? 2 : 1
            if !isSpace { end = min(index, line.endIndex) }
        }
        return line[..<end]
    }
}
