/// Reads upload times (PEP 700: RFC 3339 in UTC with the suffix `Z`).
enum UploadTime {
    /// The time in whole seconds as `YYYY-MM-DDTHH:MM:SSZ`, or `nil` if the text is no such time.
    static func normalized(_ text: String) -> String? {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes.last == UInt8(ascii: "Z") else { return nil }
        for (byte, shape) in zip(bytes, "0000-00-00T00:00:00".utf8) {
            guard shape == UInt8(ascii: "0") ? byte.isDigit : byte == shape else { return nil }
        }
        return String(decoding: bytes[..<19], as: UTF8.self) + "Z"
    }
}
