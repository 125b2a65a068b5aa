extension TOMLParser {
    mutating func value(depth: Int) throws(Failure) -> TOMLNode {
        guard depth < Self.deepestNesting else { throw failure("values are nested too deeply") }
        let line = line
        guard let byte = peek() else { throw failure("expected a value") }
        let value: TOMLNode.Value =
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "'"): .string(try string(byte))
            case UInt8(ascii: "["): .array(try array(depth: depth))
            case UInt8(ascii: "{"): .table(try inlineTable(depth: depth))
            default: try scalar()
            }
        return TOMLNode(value: value, line: line)
    }

    private mutating func array(depth: Int) throws(Failure) -> [TOMLNode] {
        offset += 1
        var nodes: [TOMLNode] = []
        while true {
            try skipEmptyLines()
            if skip("]") { return nodes }
            nodes.append(try value(depth: depth + 1))
            try skipEmptyLines()
            if skip("]") { return nodes }
            guard skip(",") else { throw failure("expected ',' or ']' in the list") }
        }
    }

    private mutating func inlineTable(depth: Int) throws(Failure) -> [String: TOMLNode] {
        let table = TOMLTableBuilder(.header, line: line)
        offset += 1
        skipBlanks()
        if skip("}") { return [:] }
        while true {
            try keyValue(in: table, depth: depth + 1)
            skipBlanks()
            if skip("}") { return table.nodes }
            guard skip(",") else { throw failure("expected ',' or '}' in the inline table") }
        }
    }

    /// Reads a boolean, number, date or time.
    private mutating func scalar() throws(Failure) -> TOMLNode.Value {
        let start = offset
        skipScalarCharacters()
        let date = bytes[start..<offset]
        if TOMLScalar.isDate(date), peek() == UInt8(ascii: " "), peek(1)?.isDigit == true {
            offset += 1
            skipScalarCharacters()
        }
        let text = String(decoding: bytes[start..<offset], as: UTF8.self)
        switch text {
        case "": throw failure("expected a value; text needs quotation marks")
        case "true": return .boolean(true)
        case "false": return .boolean(false)
        default: break
        }
        if let digits = TOMLScalar.integerDigits(text) {
            guard let number = Int(digits.text, radix: digits.radix) else { throw failure("'\(text)' is too large") }
            return .integer(number)
        }
        guard TOMLScalar.isFloat(text) || TOMLScalar.isDateOrTime(text) else {
            throw failure("'\(text)' is not a value; text needs quotation marks")
        }
        return .other(text)
    }

    private mutating func skipScalarCharacters() {
        while let byte = peek(), byte.isAlphanumeric || "+-._:".utf8.contains(byte) { offset += 1 }
    }
}

/// Recognises the values of TOML that are neither text nor structure.
enum TOMLScalar {
    /// The sign and digits of an integer without underscores, and their base; `nil` when the text is no integer.
    static func integerDigits(_ text: String) -> (text: String, radix: Int)? {
        for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] where text.hasPrefix(prefix) {
            guard let digits = grouped(text.dropFirst(2), isDigit: { isDigit($0, radix) }) else { return nil }
            return (digits, radix)
        }
        let sign = text.hasPrefix("-") ? "-" : ""
        let body = text.hasPrefix("-") || text.hasPrefix("+") ? text.dropFirst() : text[...]
        guard let digits = grouped(body, isDigit: \.isDigit), digits == "0" || !digits.hasPrefix("0") else {
            return nil
        }
        return (sign + digits, 10)
    }

    static func isFloat(_ text: String) -> Bool {
        var body = text[...]
        if body.hasPrefix("-") || body.hasPrefix("+") { body = body.dropFirst() }
        if body == "inf" || body == "nan" { return true }
        let parts = body.split(omittingEmptySubsequences: false) { $0 == "e" || $0 == "E" }
        guard parts.count <= 2, let mantissa = parts.first else { return false }
        if parts.count == 2 {
            let exponent = parts[1].hasPrefix("-") || parts[1].hasPrefix("+") ? parts[1].dropFirst() : parts[1]
            guard grouped(exponent, isDigit: \.isDigit) != nil else { return false }
        }
        let numbers = mantissa.split(separator: ".", omittingEmptySubsequences: false)
        guard let whole = numbers.first.flatMap({ grouped($0, isDigit: \.isDigit) }),
            whole == "0" || !whole.hasPrefix("0")
        else { return false }
        if numbers.count == 1 { return parts.count == 2 }
        return numbers.count == 2 && grouped(numbers[1], isDigit: \.isDigit) != nil
    }

    static func isDate(_ bytes: some Collection<UInt8>) -> Bool {
        matches(bytes, "0000-00-00")
    }

    /// Whether the text looks like a date, a time or both (RFC 3339); whether the day exists is not checked.
    static func isDateOrTime(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard isDate(bytes.prefix(10)) else { return isTime(bytes) }
        guard bytes.count > 10 else { return true }
        guard [UInt8(ascii: "T"), UInt8(ascii: "t"), UInt8(ascii: " ")].contains(bytes[10]) else { return false }
        var time = bytes[11...]
        if time.last == UInt8(ascii: "Z") || time.last == UInt8(ascii: "z") {
            time = time.dropLast()
        } else if time.count > 8,
            let zone = time.lastIndex(where: { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") })
        {
            guard matches(time[(zone + 1)...], "00:00") else { return false }
            time = time[..<zone]
        }
        return isTime(Array(time))
    }

    private static func isTime(_ bytes: [UInt8]) -> Bool {
        guard matches(bytes.prefix(8), "00:00:00") else { return false }
        guard bytes.count > 8 else { return true }
        return bytes[8] == UInt8(ascii: ".") && bytes.count > 9 && bytes[9...].allSatisfy(\.isDigit)
    }

    /// Whether `bytes` has digits where the pattern has `0`, and the same characters elsewhere.
    private static func matches(_ bytes: some Collection<UInt8>, _ pattern: String) -> Bool {
        bytes.count == pattern.utf8.count
            && zip(bytes, pattern.utf8).allSatisfy { $1 == UInt8(ascii: "0") ? $0.isDigit : $0 == $1 }
    }

    /// Removes underscores, which must stand between digits; `nil` when something else is no digit.
    private static func grouped(_ text: Substring, isDigit: (UInt8) -> Bool) -> String? {
        let groups = text.split(separator: "_", omittingEmptySubsequences: false)
        guard groups.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(isDigit) }) else { return nil }
        return groups.joined()
    }

    private static func isDigit(_ byte: UInt8, _ radix: Int) -> Bool {
        switch radix {
        case 16: byte.isDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
        case 8: (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(byte)
        default: byte == UInt8(ascii: "0") || byte == UInt8(ascii: "1")
        }
    }
}
