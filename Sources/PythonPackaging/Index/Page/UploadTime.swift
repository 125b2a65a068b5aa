/// An upload time (PEP 700: RFC 3339 in UTC with the suffix `Z`) in whole seconds.
struct UploadTime {
    private static let shape: StaticString = "0000-00-00T00:00:00"

    /// The digits of the date and the time as one number.
    let digits: UInt64

    init(digits: UInt64) {
        self.digits = digits
    }

    /// Reads a time; `nil` if the text is none.
    init?(_ text: ArraySlice<UInt8>) {
        guard text.count >= 20, text.last == UInt8(ascii: "Z") else { return nil }
        var digits: UInt64 = 0
        for index in 0..<Self.shape.utf8CodeUnitCount {
            let (byte, model) = (text[text.startIndex + index], Self.shape.utf8Start[index])
            if model == UInt8(ascii: "0") {
                guard byte.isDigit else { return nil }
                digits = digits * 10 + UInt64(byte - 0x30)
            } else if byte != model {
                return nil
            }
        }
        self.digits = digits
    }
}

extension UploadTime: CustomStringConvertible {
    /// The time as `YYYY-MM-DDTHH:MM:SSZ`, whose order is that of time.
    var description: String {
        var rest = digits
        var text: [UInt8] = []
        for index in (0..<Self.shape.utf8CodeUnitCount).reversed() {
            let model = Self.shape.utf8Start[index]
            guard model == UInt8(ascii: "0") else {
                text.append(model)
                continue
            }
            text.append(UInt8(rest % 10) + 0x30)
            rest /= 10
        }
        return String(decoding: text.reversed(), as: UTF8.self) + "Z"
    }
}
