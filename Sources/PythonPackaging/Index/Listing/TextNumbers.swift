/// Gives each different text a number, from 1 on.
struct TextNumbers {
    private(set) var bytes: [UInt8] = []
    private(set) var ends: [UInt32] = []
    private var numbers: [ArraySlice<UInt8>: UInt32] = [:]

    /// The number of a text, the same for the same bytes.
    mutating func number(of text: ArraySlice<UInt8>) -> UInt32 {
        if let number = numbers[text] { return number }
        bytes += text
        ends.append(UInt32(truncatingIfNeeded: bytes.count))
        let number = UInt32(ends.count)
        numbers[text] = number
        return number
    }
}
