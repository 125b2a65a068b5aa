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
        var continuations: [Int: [String]] = [:]
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, rawLine) in lines.enumerated() {
            let line = rawLine.last == UInt8(ascii: "\r") ? rawLine.dropLast() : rawLine
            guard let first = line.first else { break }
            if first.isBlank {
                guard !fields.isEmpty else { continue }
                continuations[fields.count - 1, default: []].append(String(decoding: line, as: UTF8.self).trimmed)
                continue
            }
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
            let name = String(decoding: line[..<colon].map(\.lowercased), as: UTF8.self).trimmed
            let value = String(decoding: line[(colon + 1)...], as: UTF8.self).trimmed
            fields.append(Field(name: name, value: value, line: index + 1))
        }
        for (index, texts) in continuations {
            fields[index].value = ([fields[index].value] + texts).filter { !$0.isEmpty }.joined(separator: " ")
        }
        self.fields = fields
    }

    /// The value of the first field called `name` (lower case).
    subscript(name: String) -> String? {
        fields.first { $0.name == name }?.value
    }
}
