/// A repeatable source of random numbers (Steele, Lea, Flood: "Fast Splittable Pseudorandom Number Generators").
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    /// Returns `count` random bytes, all within `mask`.
    static func bytes(_ count: Int, mask: UInt8 = 0xFF, seed: UInt64) -> [UInt8] {
        var random = SplitMix(state: seed)
        let words = (0..<(count + 7) / 8).map { _ in random.next() & (UInt64(mask) &* 0x0101_0101_0101_0101) }
        return words.withUnsafeBytes { Array($0.prefix(count)) }
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
