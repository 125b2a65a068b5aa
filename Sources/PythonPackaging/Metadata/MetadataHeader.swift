/// The header of an RFC 822 style file such as `METADATA` or `WHEEL`: fields up to the first blank line.
struct MetadataHeader {
    /// One field, unfolded.
    struct Field {
        /// The name in lower case.
        let name: String
        /// The value without white space around it; folded lines are joined by one space.
        var value: String
        /// The line the field starts on, counted from 1.
        let line: Int
    }

    let fields: [Field]

    init(_ bytes: [UInt8]) {
        let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        var fields: [Field] = []
        var folded: [String] = []
        func unfold() {
            guard !folded.isEmpty, let last = fields.indices.last else { return }
            fields[last].value = ([fields[last].value] + folded).joined(separator: " ").trimmed
            folded = []
        }
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, rawLine) in lines.enumerated() {
            let line = rawLine.last == UInt8(ascii: "\r") ? rawLine.dropLast() : rawLine
            guard let first = line.first else { break }
            if first.isBlank {
                guard !fields.isEmpty else { continue }
                folded.append(String(decoding: line, as: UTF8.self).trimmed)
                continue
            }
            unfold()
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
            let name = String(decoding: line[..<colon].map(\.lowercased), as: UTF8.self).trimmed
            let value = String(decoding: line[(colon + 1)...], as: UTF8.self).trimmed
            fields.append(Field(name: name, value: value, line: index + 1))
        }
        unfold()
        self.fields = fields
    }

    /// The part of `content` that holds the fields, without the description after the first empty line.
    static func bytes(of content: [UInt8]) -> [UInt8] {
        let newline = UInt8(ascii: "\n")
        var lineStart = 0
        while let end = content[lineStart...].firstIndex(of: newline) {
            let line = content[lineStart..<end]
            if line.isEmpty || line.elementsEqual([UInt8(ascii: "\r")]) { return Array(content[..<lineStart]) }
            lineStart = end + 1
        }
        return content
    }

    /// The value of the first field called `name` (lower case).
    subscript(name: String) -> String? {
        fields.first { $0.name == name }?.value
    }
}
