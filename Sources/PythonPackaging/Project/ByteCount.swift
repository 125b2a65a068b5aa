/// Sizes as people write them.
public enum ByteCount {
    /// Parses `1500`, `500 MB`, `1.5GB` or `1 GiB` into bytes.
    ///
    /// `kB`, `MB`, `GB` are powers of 1000, `KiB`, `MiB`, `GiB` powers of 1024; case does not matter.
    ///
    /// - Returns: the number of bytes; `nil` for anything else, zero and sizes of 2^53 bytes or more.
    public static func parse(_ text: String) -> UInt64? {
        let text = text.trimmed
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        let unit = text.dropFirst(digits.count).trimmed.lowercased()
        let units: [String: Double] = [
            "": 1, "b": 1, "k": 1e3, "kb": 1e3, "m": 1e6, "mb": 1e6, "g": 1e9, "gb": 1e9, "kib": 1024,
            "mib": 1_048_576, "gib": 1_073_741_824,
        ]
        guard let factor = units[unit], let number = Double(String(digits)) else { return nil }
        let bytes = (number * factor).rounded()
        return bytes >= 1 && bytes < 9_007_199_254_740_992 ? UInt64(bytes) : nil
    }
}
