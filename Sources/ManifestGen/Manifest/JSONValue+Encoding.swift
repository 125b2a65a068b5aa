extension JSONValue {
    /// Encodes the value as Python's `json.dumps(value, indent=2)` does: ASCII only, no trailing newline.
    public func encoded() -> [UInt8] {
        var output: [UInt8] = []
        append(to: &output, indentation: 0)
        return output
    }

    private func append(to output: inout [UInt8], indentation: Int) {
        switch self {
        case .null: output += "null".utf8
        case .bool(let value): output += (value ? "true" : "false").utf8
        case .integer(let value): output += String(value).utf8
        case .number(let value): output += Self.text(of: value).utf8
        case .string(let value): Self.append(value, to: &output)
        case .array(let values):
            Self.append(values, between: "[", and: "]", to: &output, indentation: indentation) { value, output in
                value.append(to: &output, indentation: indentation + 2)
            }
        case .object(let members):
            Self.append(members, between: "{", and: "}", to: &output, indentation: indentation) { member, output in
                Self.append(member.key, to: &output)
                output += ": ".utf8
                member.value.append(to: &output, indentation: indentation + 2)
            }
        }
    }

    private static func append<Element>(
        _ elements: [Element],
        between opening: Character,
        and closing: Character,
        to output: inout [UInt8],
        indentation: Int,
        each: (Element, inout [UInt8]) -> Void
    ) {
        output += String(opening).utf8
        for (index, element) in elements.enumerated() {
            output += (index == 0 ? "\n" : ",\n").utf8
            output += repeatElement(UInt8(ascii: " "), count: indentation + 2)
            each(element, &output)
        }
        if !elements.isEmpty {
            output.append(UInt8(ascii: "\n"))
            output += repeatElement(UInt8(ascii: " "), count: indentation)
        }
        output += String(closing).utf8
    }

    /// Numbers keep a decimal point, as Python's floats do.
    private static func text(of value: Double) -> String {
        guard value.isFinite else { return "null" }
        return "\(value)"
    }

    private static func append(_ text: String, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        if text.utf8.allSatisfy({ 0x20...0x7E ~= $0 && $0 != 0x22 && $0 != 0x5C }) {
            output += text.utf8
            output.append(UInt8(ascii: "\""))
            return
        }
        for unit in text.utf16 {
            switch unit {
            case 0x22: output += #"\""#.utf8
            case 0x5C: output += #"\\"#.utf8
            case 0x0A: output += #"\n"#.utf8
            case 0x0D: output += #"\r"#.utf8
            case 0x09: output += #"\t"#.utf8
            case 0x08: output += #"\b"#.utf8
            case 0x0C: output += #"\f"#.utf8
            case 0x20...0x7E: output.append(UInt8(truncatingIfNeeded: unit))
            default:
                let digits = String(unit, radix: 16)
                output += "\\u".utf8
                output += repeatElement(UInt8(ascii: "0"), count: 4 - digits.count)
                output += digits.utf8
            }
        }
        output.append(UInt8(ascii: "\""))
    }
}
