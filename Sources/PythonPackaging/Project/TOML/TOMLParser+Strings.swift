extension TOMLParser {
    /// Reads a string of any of the four kinds.
    mutating func string(_ quote: UInt8) throws(Failure) -> String {
        guard peek(1) == quote, peek(2) == quote else { return try singleLineString(quote) }
        return try multilineString(quote)
    }

    mutating func singleLineString(_ quote: UInt8) throws(Failure) -> String {
        offset += 1
        var content: [UInt8] = []
        while let byte = peek() {
            if byte == quote {
                offset += 1
                return String(decoding: content, as: UTF8.self)
            }
            if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
                try readEscape(into: &content)
                continue
            }
            guard Self.isTextByte(byte) else { break }
            content.append(byte)
            offset += 1
        }
        throw failure("the quotation mark is never closed")
    }

    private mutating func multilineString(_ quote: UInt8) throws(Failure) -> String {
        let start = line
        offset += 3
        _ = skipLineEnd()
        var content: [UInt8] = []
        while let byte = peek() {
            if byte == quote, peek(1) == quote, peek(2) == quote {
                offset += 3
                // Up to two quotation marks may stand directly before the closing ones.
                for _ in 0..<2 where peek() == quote {
                    content.append(quote)
                    offset += 1
                }
                return String(decoding: content, as: UTF8.self)
            }
            if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
                if skipLineContinuation() { continue }
                try readEscape(into: &content)
                continue
            }
            if skipLineEnd() {
                content.append(UInt8(ascii: "\n"))
                continue
            }
            guard Self.isTextByte(byte) else { throw failure("control character in a string") }
            content.append(byte)
            offset += 1
        }
        throw Failure(message: "the quotation marks are never closed", line: start)
    }

    /// Skips a backslash at the end of a line together with the white space that follows it.
    private mutating func skipLineContinuation() -> Bool {
        let start = offset
        offset += 1
        skipBlanks()
        guard skipLineEnd() else {
            offset = start
            return false
        }
        repeat { skipBlanks() } while skipLineEnd()
        return true
    }

    private mutating func readEscape(into content: inout [UInt8]) throws(Failure) {
        guard let byte = peek(1) else { throw failure("the quotation mark is never closed") }
        offset += 2
        switch byte {
        case UInt8(ascii: "b"): content.append(0x08)
        case UInt8(ascii: "t"): content.append(0x09)
        case UInt8(ascii: "n"): content.append(0x0A)
        case UInt8(ascii: "f"): content.append(0x0C)
        case UInt8(ascii: "r"): content.append(0x0D)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): content.append(byte)
        case UInt8(ascii: "u"): try readScalar(digits: 4, into: &content)
        case UInt8(ascii: "U"): try readScalar(digits: 8, into: &content)
        default: throw failure("unknown escape in a string; write '\\\\' for a backslash")
        }
    }

    private mutating func readScalar(digits: Int, into content: inout [UInt8]) throws(Failure) {
        let text = bytes[offset...].prefix(digits)
        let isHex = text.allSatisfy { $0.isDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0 | 0x20) }
        guard text.count == digits, isHex, let value = UInt32(String(decoding: text, as: UTF8.self), radix: 16),
            let scalar = Unicode.Scalar(value)
        else { throw failure("malformed Unicode escape in a string") }
        offset += digits
        content += Array(String(scalar).utf8)
    }

    private static func isTextByte(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte != 0x7F || byte == 0x09
    }
}
