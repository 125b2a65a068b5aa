/// The lines of source files, numbered as Python numbers them, read once each.
struct SourceLines {
    private let source: (String) -> String?
    private var files: [String: [Substring]] = [:]

    /// Creates the lines of the files a closure gives the text of.
    init(source: @escaping (String) -> String?) {
        self.source = source
    }

    /// A line, counted from 1, without its end; `nil` when the file or the line is not there.
    mutating func line(_ number: Int, of file: String) -> Substring? {
        let lines = files[file] ?? Self.split(source(file) ?? "")
        files[file] = lines
        return lines.indices.contains(number - 1) ? lines[number - 1] : nil
    }

    /// Splits at LF, CR and CR LF (Python language reference, section 2.1.2); a byte order mark is dropped.
    private static func split(_ text: String) -> [Substring] {
        guard !text.isEmpty else { return [] }
        let scalars = text.unicodeScalars
        var lines: [Substring] = []
        var start = scalars.first == "\u{FEFF}" ? scalars.index(after: scalars.startIndex) : scalars.startIndex
        var index = start
        while index < scalars.endIndex {
            let scalar = scalars[index]
            var next = scalars.index(after: index)
            if scalar == "\n" || scalar == "\r" {
                lines.append(Substring(scalars[start..<index]))
                if scalar == "\r", next < scalars.endIndex, scalars[next] == "\n" {
                    next = scalars.index(after: next)
                }
                start = next
            }
            index = next
        }
        lines.append(Substring(scalars[start...]))
        return lines
    }
}
