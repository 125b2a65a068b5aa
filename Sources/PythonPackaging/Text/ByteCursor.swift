/// Reads UTF-8 text from left to right, one byte at a time.
struct ByteCursor {
    let bytes: [UInt8]
    var offset = 0

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    var isAtEnd: Bool { offset >= bytes.count }

    /// The byte `distance` after the current one.
    func peek(_ distance: Int = 0) -> UInt8? {
        let index = offset + distance
        return index < bytes.count ? bytes[index] : nil
    }

    mutating func advance() {
        offset += 1
    }

    @discardableResult
    mutating func skip(_ byte: UInt8, orUppercase: Bool = false) -> Bool {
        guard let next = peek(), (orUppercase ? next.lowercased : next) == byte else { return false }
        offset += 1
        return true
    }

    /// Skips `word` when the text continues with it in any case.
    mutating func skip(word: StaticString) -> Bool {
        let end = offset + word.utf8CodeUnitCount
        guard end <= bytes.count else { return false }
        let matches = word.withUTF8Buffer { letters in
            letters.elementsEqual(bytes[offset..<end].lazy.map { $0.lowercased })
        }
        if matches { offset = end }
        return matches
    }

    mutating func skipBlanks() {
        while let byte = peek(), byte.isBlank { offset += 1 }
    }

    /// Reads as many bytes as satisfy `condition`.
    mutating func read(while condition: (UInt8) -> Bool) -> ArraySlice<UInt8> {
        let start = offset
        while offset < bytes.count, condition(bytes[offset]) { offset += 1 }
        return bytes[start..<offset]
    }

    /// The text between two offsets.
    func text(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }
}
