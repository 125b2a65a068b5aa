/// Decodes character references in attribute values (HTML, section 13.2.5.72 and following).
enum HTMLEntities {
    private static let named: [String: Unicode.Scalar] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}", "plus": "+", "equals": "=",
        "excl": "!", "comma": ",", "num": "#", "sol": "/", "period": ".", "colon": ":", "ast": "*", "lowbar": "_",
    ]

    /// The text with named and numeric references replaced; unknown ones stay as they are.
    static func decode(_ bytes: ArraySlice<UInt8>) -> String {
        let text = String(decoding: bytes, as: UTF8.self)
        guard bytes.contains(UInt8(ascii: "&")) else { return text }
        var result = String.UnicodeScalarView()
        var rest = text.unicodeScalars[...]
        while let first = rest.popFirst() {
            guard first == "&", let end = rest.prefix(12).firstIndex(of: ";"), let scalar = scalar(rest[..<end]) else {
                result.append(first)
                continue
            }
            result.append(scalar)
            rest = rest[rest.index(after: end)...]
        }
        return String(result)
    }

    private static func scalar(_ reference: Substring.UnicodeScalarView) -> Unicode.Scalar? {
        let text = String(reference)
        guard text.hasPrefix("#") else { return named[text] }
        let isHexadecimal = text.hasPrefix("#x") || text.hasPrefix("#X")
        let digits = text.dropFirst(isHexadecimal ? 2 : 1)
        return UInt32(digits, radix: isHexadecimal ? 16 : 10).flatMap { $0 == 0 ? nil : Unicode.Scalar($0) }
    }
}
