/// Writes the part of TOML 1.0 lock files need, with one element of a list per line so that changes show well in a diff.
struct TOMLWriter {
    indirect enum Value {
        case text(String)
        case number(UInt64)
        case flag(Bool)
        case list([Value])
        case table([(String, Value)])
    }

    private(set) var text = ""

    mutating func comment(_ line: String) {
        text += "# \(line)\n"
    }

    mutating func header(_ header: String) {
        text += "\n\(header)\n"
    }

    mutating func set(_ key: String, _ value: Value) {
        text += "\(key) = "
        if case .list(let values) = value, !values.isEmpty {
            text += "[\n" + values.map { "    \(Self.inline($0)),\n" }.joined() + "]\n"
        } else {
            text += Self.inline(value) + "\n"
        }
    }

    private static func inline(_ value: Value) -> String {
        switch value {
        case .text(let text): quoted(text)
        case .number(let number): String(number)
        case .flag(let flag): flag ? "true" : "false"
        case .list(let values): "[" + values.map(inline).joined(separator: ", ") + "]"
        case .table(let entries): "{" + entries.map { "\($0) = \(inline($1))" }.joined(separator: ", ") + "}"
        }
    }

    /// A basic string; control characters are escaped (TOML 1.0, "String").
    private static func quoted(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { byte in
            byte >= 0x20 && byte != 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
        }
        if isPlain { return "\"\(text)\"" }
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\r": result += "\\r"
            default:
                if scalar.value < 0x20 || scalar.value == 0x7F {
                    let hex = String(scalar.value, radix: 16, uppercase: true)
                    result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
                } else {
                    result.unicodeScalars.append(scalar)
                }
            }
        }
        return result + "\""
    }
}
