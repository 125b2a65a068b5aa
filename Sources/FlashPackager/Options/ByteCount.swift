/// An amount of data, read and written as people do.
public enum ByteCount {
    /// Reads an amount such as `500MB`, `1.5 GiB` or `1048576`.
    ///
    /// - Parameter text: the amount; `MB` means MiB, as in the platform's limit.
    /// - Returns: the bytes, or `nil` when it is no amount.
    public static func parse(_ text: String) -> UInt64? {
        let trimmed = text.filter { $0 != " " && $0 != "_" }
        let digits = trimmed.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        guard let number = Double(digits), number.isFinite, number >= 0 else { return nil }
        let shift: Double
        switch trimmed.dropFirst(digits.count).lowercased() {
        case "", "b": shift = 1
        case "k", "kb", "kib": shift = 1024
        case "m", "mb", "mib": shift = 1_048_576
        case "g", "gb", "gib": shift = 1_073_741_824
        default: return nil
        }
        let bytes = number * shift
        return bytes < 9e18 ? UInt64(bytes) : nil
    }

    /// Writes an amount with one decimal in the largest fitting binary unit, such as `26.4 MiB`.
    public static func format(_ bytes: UInt64) -> String {
        let units = ["KiB", "MiB", "GiB", "TiB"]
        guard bytes >= 1024 else { return "\(bytes) B" }
        var value = Double(bytes) / 1024
        var unit = 0
        while value >= 1024, unit < units.count - 1 {
            value /= 1024
            unit += 1
        }
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10) \(units[unit])"
    }
}
