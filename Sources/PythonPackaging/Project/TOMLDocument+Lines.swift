extension TOMLDocument {
    /// Finds the line of a key, or of quoted text in its value, by reading the source; the parser keeps no positions.
    ///
    /// - Parameters:
    ///   - key: the last part of the key.
    ///   - table: the table header it stands under, for example `tool.flash`.
    ///   - element: a string in the value.
    /// - Returns: the line, counted from 1; 0 when it is written in a way this search does not recognise.
    func line(of key: String, in table: String, element: String? = nil) -> Int {
        var current = ""
        var keyLine = 0
        let path = table.isEmpty ? key : table + "." + key
        for (index, rawLine) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let line = rawLine.trimmed
            if keyLine == 0 || element == nil, let header = Self.header(line) {
                current = header
            } else if keyLine == 0, let name = Self.key(line), (current.isEmpty ? name : current + "." + name) == path {
                keyLine = index + 1
            }
            guard keyLine > 0 else { continue }
            guard let element else { return keyLine }
            if line.contains("\"\(element)\"") || line.contains("'\(element)'") { return index + 1 }
        }
        return keyLine
    }

    private static func header(_ line: String) -> String? {
        guard line.hasPrefix("["), let end = line.firstIndex(of: "]") else { return nil }
        return plain(line[..<end].drop { $0 == "[" })
    }

    private static func key(_ line: String) -> String? {
        guard let equals = line.firstIndex(of: "="), !line.hasPrefix("#") else { return nil }
        return plain(line[..<equals])
    }

    private static func plain(_ path: Substring) -> String {
        String(path.filter { !$0.isWhitespace && $0 != "\"" && $0 != "'" })
    }
}
