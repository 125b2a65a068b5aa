#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Gives each different text a number, from 1 on.
struct TextNumbers {
    private(set) var bytes: [UInt8] = []
    private(set) var ends: [UInt32] = []
    /// The numbers by hash of their texts, 0 in free places; their count is a power of two.
    private var places = [UInt32](repeating: 0, count: 64)

    /// Numbers a text.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - guess: The number it may well have.
    /// - Returns: The number, the same for the same bytes.
    mutating func number(of text: ArraySlice<UInt8>, guess: UInt32 = 0) -> UInt32 {
        text.withUnsafeBufferPointer { text in
            if guess != 0, holds(guess, text) { return guess }
            var place = Self.hash(text) & (places.count - 1)
            while places[place] != 0 {
                if holds(places[place], text) { return places[place] }
                place = (place + 1) & (places.count - 1)
            }
            bytes.append(contentsOf: text)
            ends.append(UInt32(truncatingIfNeeded: bytes.count))
            places[place] = UInt32(truncatingIfNeeded: ends.count)
            if ends.count * 2 > places.count { grow() }
            return UInt32(truncatingIfNeeded: ends.count)
        }
    }

    @inline(__always)
    private func range(of number: UInt32) -> Range<Int> {
        (number == 1 ? 0 : Int(ends[Int(number) - 2]))..<Int(ends[Int(number) - 1])
    }

    @inline(__always)
    private func holds(_ number: UInt32, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let range = range(of: number)
        guard range.count == text.count, let base = text.baseAddress else { return range.count == text.count }
        return bytes.withUnsafeBytes { known in
            known.baseAddress.map { memcmp($0 + range.lowerBound, base, range.count) == 0 } ?? true
        }
    }

    private mutating func grow() {
        places = [UInt32](repeating: 0, count: places.count * 2)
        for number in 1...UInt32(ends.count) {
            var place = bytes[range(of: number)].withUnsafeBufferPointer(Self.hash) & (places.count - 1)
            while places[place] != 0 { place = (place + 1) & (places.count - 1) }
            places[place] = number
        }
    }

    /// A hash that a page cannot foresee.
    private static func hash(_ text: UnsafeBufferPointer<UInt8>) -> Int {
        var hasher = Hasher()
        hasher.combine(bytes: UnsafeRawBufferPointer(text))
        return hasher.finalize()
    }
}
