/// Sizes as people write them.
public enum SizeText {
    /// Parses `1500`, `500 MB`, `1.5GB` or `1 GiB` into bytes.
    ///
    /// All units are powers of 1024, as in the platform's own limit of 500 MB; case does not matter.
    ///
    /// - Parameter text: the size.
    /// - Returns: the number of bytes; `nil` for anything else, zero and sizes of 2^53 bytes or more.
    public static func bytes(_ text: String) -> UInt64? {
        let text = text.trimmed
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        let unit = text.dropFirst(digits.count).trimmed.lowercased()
        let units: [String: Double] = [
            "": 1, "b": 1, "k": 1024, "kb": 1024, "kib": 1024, "m": 1_048_576, "mb": 1_048_576, "mib": 1_048_576,
            "g": 1_073_741_824, "gb": 1_073_741_824, "gib": 1_073_741_824,
        ]
        guard let factor = units[unit], let number = Double(String(digits)) else { return nil }
        let bytes = (number * factor).rounded()
        return bytes >= 1 && bytes < 9_007_199_254_740_992 ? UInt64(bytes) : nil
    }
}
