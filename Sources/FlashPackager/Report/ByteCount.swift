import PythonPackaging

/// An amount of data, read and written as people do.
public enum ByteCount {
    /// Reads an amount such as `500MB`, `1.5 GiB` or `1048576`.
    ///
    /// - Parameter text: the amount; `MB` means MiB, as in the platform's limit.
    /// - Returns: the bytes, or `nil` when it is no amount.
    public static func parse(_ text: String) -> UInt64? {
        SizeText.bytes(text)
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
