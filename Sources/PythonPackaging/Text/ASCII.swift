/// Character classes of the ASCII grammars in PEP 440 and PEP 508.
extension UInt8 {
    var isDigit: Bool { self >= 0x30 && self <= 0x39 }
    var isLetter: Bool { (self | 0x20) >= 0x61 && (self | 0x20) <= 0x7A }
    var isAlphanumeric: Bool { isDigit || isLetter }
    var isNameSeparator: Bool { self == 0x2D || self == 0x2E || self == 0x5F }
    var isNameCharacter: Bool { isAlphanumeric || isNameSeparator }
    var isBlank: Bool { self == 0x20 || self == 0x09 }
    var isSpace: Bool { isBlank || (self >= 0x0A && self <= 0x0D) || (self >= 0x1C && self <= 0x1F) }
    var lowercased: UInt8 { self >= 0x41 && self <= 0x5A ? self | 0x20 : self }
}

extension StringProtocol {
    /// The text without white space at either end, including the Unicode spaces the PEP 440 pattern strips.
    var trimmed: String {
        if let first = utf8.first, let last = utf8.suffix(1).first, first < 0x80, last < 0x80, !first.isSpace,
            !last.isSpace
        {
            return String(self)
        }
        func isSpace(_ scalar: Unicode.Scalar) -> Bool {
            scalar.properties.isWhitespace || (0x1C...0x1F).contains(scalar.value)
        }
        let scalars = unicodeScalars
        guard let start = scalars.firstIndex(where: { !isSpace($0) }),
            let end = scalars.lastIndex(where: { !isSpace($0) })
        else { return "" }
        return String(self[start..<scalars.index(after: end)])
    }

    /// Whether the text starts with `prefix`, byte for byte.
    func starts(withASCII prefix: StaticString) -> Bool {
        prefix.withUTF8Buffer { utf8.starts(with: $0) }
    }
}
