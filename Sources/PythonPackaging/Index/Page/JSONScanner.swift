/// Reads JSON (RFC 8259) from left to right without building a tree.
///
/// What the caller does not ask for is checked and skipped. Every read is bounds-checked and nesting is limited.
struct JSONScanner {
    /// A string that was found but not decoded.
    struct Text {
        let range: Range<Int>
        let hasEscapes: Bool
    }

    private static let maximumDepth = 64

    /// The page again, for what is kept of it.
    let content: [UInt8]
    let bytes: UnsafeBufferPointer<UInt8>
    private(set) var offset = 0
    private var depth = 0

    /// Reads `bytes`, which must outlive the scanner and are those of `content`.
    init(_ bytes: UnsafeBufferPointer<UInt8>, of content: [UInt8]) {
        self.bytes = bytes
        self.content = content
    }

    /// The first byte of the next token, which stays unread.
    @inline(__always)
    mutating func peek() throws(IndexPageError) -> UInt8 {
        if offset < bytes.count, bytes[offset] > 0x20 { return bytes[offset] }
        if offset + 1 < bytes.count, bytes[offset] == 0x20, bytes[offset + 1] > 0x20 {
            offset += 1
            return bytes[offset]
        }
        return try peekBehindSpace()
    }

    private mutating func peekBehindSpace() throws(IndexPageError) -> UInt8 {
        while offset < bytes.count {
            switch bytes[offset] {
            case 0x20, 0x09, 0x0A, 0x0D: offset += 1
            default: return bytes[offset]
            }
        }
        throw error("the page ends early")
    }

    /// Reads an object; `member` must read or skip the value behind each key.
    @inline(__always)
    mutating func readObject(
        _ member: (inout JSONScanner, Text) throws(IndexPageError) -> Void
    ) throws(IndexPageError) {
        try open("{", UInt8(ascii: "{"))
        if try closes(UInt8(ascii: "}")) { return }
        repeat {
            let key = try readText()
            try expect(":", UInt8(ascii: ":"))
            try member(&self, key)
        } while try continues(before: UInt8(ascii: "}"))
    }

    /// Reads an array; `element` must read or skip each value.
    @inline(__always)
    mutating func readArray(
        _ element: (inout JSONScanner) throws(IndexPageError) -> Void
    ) throws(IndexPageError) {
        try open("[", UInt8(ascii: "["))
        if try closes(UInt8(ascii: "]")) { return }
        repeat {
            try element(&self)
        } while try continues(before: UInt8(ascii: "]"))
    }

    /// Reads a string without decoding it.
    mutating func readText() throws(IndexPageError) -> Text {
        try expect("\"", UInt8(ascii: "\""))
        let start = offset
        var hasEscapes = false
        while true {
            offset = endOfPlainText(from: offset)
            guard offset < bytes.count else { break }
            let byte = bytes[offset]
            if byte == UInt8(ascii: "\"") {
                offset += 1
                return Text(range: start..<offset - 1, hasEscapes: hasEscapes)
            }
            if byte < 0x20 { throw error("a control character in a string") }
            hasEscapes = true
            offset += 2
        }
        offset = min(offset, bytes.count)
        throw error("a string without an end")
    }

    /// Reads a number; returns it if it is a whole one that fits.
    mutating func readWholeNumber() throws(IndexPageError) -> UInt64? {
        let start = offset
        try skipNumber()
        return UInt64(String(decoding: content[start..<offset], as: UTF8.self))
    }

    /// Reads and forgets any value.
    mutating func skipValue() throws(IndexPageError) {
        switch try peek() {
        case UInt8(ascii: "{"):
            try readObject { (scanner, _) throws(IndexPageError) in try scanner.skipValue() }
        case UInt8(ascii: "["):
            try readArray { scanner throws(IndexPageError) in try scanner.skipValue() }
        case UInt8(ascii: "\""):
            _ = try readText()
        case UInt8(ascii: "t"):
            try expect("true")
        case UInt8(ascii: "f"):
            try expect("false")
        case UInt8(ascii: "n"):
            try expect("null")
        default:
            try skipNumber()
        }
    }

    /// Reads `token`, after white space.
    mutating func expect(_ token: StaticString) throws(IndexPageError) {
        _ = try peek()
        let end = offset + token.utf8CodeUnitCount
        let matches = end <= bytes.count && token.withUTF8Buffer { $0.elementsEqual(bytes[offset..<end]) }
        guard matches else { throw error("expected \(token)") }
        offset = end
    }

    /// Fails unless nothing but white space is left.
    mutating func expectEnd() throws(IndexPageError) {
        if let byte = try? peek() {
            throw error("unexpected byte \(byte) after the page")
        }
    }

    func error(_ reason: String, at position: Int? = nil) -> IndexPageError {
        IndexPageError(offset: position ?? offset, reason: reason)
    }

    /// Finds the next quote, backslash or control character, eight bytes at a time.
    @inline(__always)
    private func endOfPlainText(from start: Int) -> Int {
        let buffer = UnsafeRawBufferPointer(bytes)
        var position = start
        while position < buffer.count - 8 {
            let word = UInt64(littleEndian: buffer.loadUnaligned(fromByteOffset: position, as: UInt64.self))
            let found = JSONScanner.specialBytes(word)
            if found != 0 { return position + found.trailingZeroBitCount / 8 }
            position += 8
        }
        while position < buffer.count, buffer[position] >= 0x20, !JSONScanner.isSpecial(buffer[position]) {
            position += 1
        }
        return position
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    /// Sets the high bit of the first byte that is a quote, a backslash or below 0x20, and perhaps of later ones.
    private static func specialBytes(_ word: UInt64) -> UInt64 {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let quotes = word ^ (ones &* 0x22)
        let backslashes = word ^ (ones &* 0x5C)
        let below = (word &- ones &* 0x20) & ~word
        return (((quotes &- ones) & ~quotes) | ((backslashes &- ones) & ~backslashes) | below) & (ones &* 0x80)
    }

    /// Reads a token of one byte, after white space.
    @inline(__always)
    private mutating func expect(_ token: StaticString, _ byte: UInt8) throws(IndexPageError) {
        guard try peek() == byte else { throw error("expected \(token)") }
        offset += 1
    }

    @inline(__always)
    private mutating func open(_ bracket: StaticString, _ byte: UInt8) throws(IndexPageError) {
        try expect(bracket, byte)
        depth += 1
        guard depth <= Self.maximumDepth else { throw error("nested too deeply") }
    }

    @inline(__always)
    private mutating func closes(_ bracket: UInt8) throws(IndexPageError) -> Bool {
        guard try peek() == bracket else { return false }
        offset += 1
        depth -= 1
        return true
    }

    @inline(__always)
    private mutating func continues(before bracket: UInt8) throws(IndexPageError) -> Bool {
        if try closes(bracket) { return false }
        try expect(",", UInt8(ascii: ","))
        return true
    }

    private mutating func skipNumber() throws(IndexPageError) {
        let start = offset
        while offset < bytes.count {
            switch bytes[offset] {
            case 0x30...0x39, 0x2B, 0x2D, 0x2E, 0x45, 0x65: offset += 1
            default:
                if offset == start { throw error("expected a value") }
                return
            }
        }
        throw error("the page ends early")
    }
}
