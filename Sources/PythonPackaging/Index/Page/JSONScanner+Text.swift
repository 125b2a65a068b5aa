extension JSONScanner {
    /// Whether an undecoded string is `word`.
    func matches(_ text: Text, _ word: StaticString) -> Bool {
        guard text.range.count == word.utf8CodeUnitCount else { return false }
        for index in 0..<word.utf8CodeUnitCount where bytes[text.range.lowerBound + index] != word.utf8Start[index] {
            return false
        }
        return true
    }

    /// The fields of a file that are read (PEP 691, PEP 700, PEP 714).
    enum FileField {
        case filename, url, hashes, requiresPython, size, yanked, metadata, formerMetadata, uploadTime
    }

    /// The field a key names; `nil` for any other.
    func field(_ key: Text) -> FileField? {
        let (word, field): (StaticString, FileField)
        switch key.range.count {
        case 3: (word, field) = ("url", .url)
        case 4: (word, field) = ("size", .size)
        case 6 where bytes[key.range.lowerBound] == UInt8(ascii: "h"): (word, field) = ("hashes", .hashes)
        case 6: (word, field) = ("yanked", .yanked)
        case 8: (word, field) = ("filename", .filename)
        case 11: (word, field) = ("upload-time", .uploadTime)
        case 13: (word, field) = ("core-metadata", .metadata)
        case 15: (word, field) = ("requires-python", .requiresPython)
        case 18: (word, field) = ("dist-info-metadata", .formerMetadata)
        case 23: (word, field) = ("data-dist-info-metadata", .formerMetadata)
        default: return nil
        }
        return matches(key, word) ? field : nil
    }

    /// The bytes of a string, decoded if it has escapes.
    func bytes(of text: Text) throws(IndexPageError) -> ArraySlice<UInt8> {
        text.hasEscapes ? Array(try decode(text).utf8)[...] : content[text.range]
    }

    /// Decodes a string (RFC 8259, section 7); half a surrogate pair becomes U+FFFD.
    func decode(_ text: Text) throws(IndexPageError) -> String {
        guard text.hasEscapes else {
            return String(decoding: content[text.range], as: UTF8.self)
        }
        var result = String.UnicodeScalarView()
        var position = text.range.lowerBound
        var plain = position
        while position < text.range.upperBound {
            guard bytes[position] == UInt8(ascii: "\\") else {
                position += 1
                continue
            }
            result.append(contentsOf: String(decoding: content[plain..<position], as: UTF8.self).unicodeScalars)
            let (scalar, length) = try unescape(at: position, before: text.range.upperBound)
            result.append(scalar)
            position += length
            plain = position
        }
        result.append(contentsOf: String(decoding: content[plain..<position], as: UTF8.self).unicodeScalars)
        return String(result)
    }

    /// Reads 64 hexadecimal digits; `nil` if the string is anything else.
    func digest(_ text: Text) -> PackedDigest? {
        PackedDigest(hex: UnsafeBufferPointer(rebasing: bytes[text.range]), allowsUppercase: true)
    }

    /// The value of a hexadecimal digit, 255 for anything else.
    private static func nibble(_ byte: UInt8) -> UInt8 {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: 255
        }
    }

    /// Reads the bytes of a string, or `null`.
    mutating func readOptionalBytes() throws(IndexPageError) -> ArraySlice<UInt8>? {
        if try peek() == UInt8(ascii: "\"") { return try bytes(of: try readText()) }
        return try readOptionalText().map { Array($0.utf8)[...] }
    }

    /// Reads a string or `null`.
    mutating func readOptionalText() throws(IndexPageError) -> String? {
        switch try peek() {
        case UInt8(ascii: "\""):
            return try decode(try readText())
        case UInt8(ascii: "n"):
            try expect("null")
            return nil
        default:
            throw error("expected a string")
        }
    }

    private func unescape(at position: Int, before end: Int) throws(IndexPageError) -> (Unicode.Scalar, Int) {
        guard position + 1 < end else { throw error("an incomplete escape", at: position) }
        switch bytes[position + 1] {
        case UInt8(ascii: "\""): return ("\"", 2)
        case UInt8(ascii: "\\"): return ("\\", 2)
        case UInt8(ascii: "/"): return ("/", 2)
        case UInt8(ascii: "b"): return ("\u{8}", 2)
        case UInt8(ascii: "f"): return ("\u{c}", 2)
        case UInt8(ascii: "n"): return ("\n", 2)
        case UInt8(ascii: "r"): return ("\r", 2)
        case UInt8(ascii: "t"): return ("\t", 2)
        case UInt8(ascii: "u"):
            guard let first = codeUnit(at: position, before: end) else {
                throw error("an invalid escape", at: position)
            }
            if let scalar = Unicode.Scalar(first) { return (scalar, 6) }
            if first < 0xDC00, let second = codeUnit(at: position + 6, before: end), (0xDC00...0xDFFF).contains(second),
                let scalar = Unicode.Scalar(0x10000 + (UInt32(first) - 0xD800) << 10 + UInt32(second) - 0xDC00)
            {
                return (scalar, 12)
            }
            return ("\u{FFFD}", 6)
        default:
            throw error("an invalid escape", at: position)
        }
    }

    /// The value of the `\uXXXX` at `position`.
    private func codeUnit(at position: Int, before end: Int) -> UInt16? {
        guard position + 6 <= end, bytes[position] == UInt8(ascii: "\\"), bytes[position + 1] == UInt8(ascii: "u")
        else {
            return nil
        }
        var value: UInt16 = 0
        for byte in bytes[position + 2..<position + 6] {
            let digit = Self.nibble(byte)
            guard digit < 16 else { return nil }
            value = value << 4 | UInt16(digit)
        }
        return value
    }
}
