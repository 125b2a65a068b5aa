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

    /// Reads the fields with one of the `names` (lower case); all fields if there are none.
    init(_ bytes: [UInt8], only names: Set<String> = []) {
        let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        var fields: [Field] = []
        var isWanted = false
        var rest = bytes
        var number = 0
        while !rest.isEmpty {
            let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.endIndex
            var line = rest[..<end]
            rest = rest[min(end + 1, rest.endIndex)...]
            number += 1
            if line.last == UInt8(ascii: "\r") { line.removeLast() }
            guard let first = line.first else { break }
            if first.isBlank {
                guard isWanted else { continue }
                let continuation = String(decoding: line, as: UTF8.self).trimmed
                let separator = continuation.isEmpty || fields[fields.count - 1].value.isEmpty ? "" : " "
                fields[fields.count - 1].value += separator + continuation
                continue
            }
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
            let name = String(decoding: line[..<colon].map(\.lowercased), as: UTF8.self).trimmed
            isWanted = names.isEmpty || names.contains(name)
            guard isWanted else { continue }
            // Text that starts with an ASCII letter is trimmed without a look at Unicode's properties.
            let value = String(decoding: line[(colon + 1)...].drop(while: \.isBlank), as: UTF8.self).trimmed
            fields.append(Field(name: name, value: value, line: number))
        }
        self.fields = fields
    }

    /// The value of the first field called `name` (lower case).
    subscript(name: String) -> String? {
        fields.first { $0.name == name }?.value
    }
}
