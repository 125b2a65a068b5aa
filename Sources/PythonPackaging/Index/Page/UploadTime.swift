/// Reads upload times (PEP 700: RFC 3339 in UTC with the suffix `Z`).
enum UploadTime {
    /// The time in whole seconds as `YYYY-MM-DDTHH:MM:SSZ`, or `nil` if the text is no such time.
    static func normalized(_ text: ArraySlice<UInt8>) -> String? {
        guard text.count >= 20, text.last == UInt8(ascii: "Z") else { return nil }
        let shape: StaticString = "0000-00-00T00:00:00"
        for index in 0..<shape.utf8CodeUnitCount {
            let (byte, model) = (text[text.startIndex + index], shape.utf8Start[index])
            guard model == UInt8(ascii: "0") ? byte.isDigit : byte == model else { return nil }
        }
        return String(decoding: text.prefix(19), as: UTF8.self) + "Z"
    }
}
