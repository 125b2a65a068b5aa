/// The decoding table of one prefix code of DEFLATE (RFC 1951 section 3.2.2).
///
/// Codes of up to ``primaryBits`` bits are found by one look; longer ones lead to a second table behind the first.
struct HuffmanTable: ~Copyable {
    /// What the symbols of a code stand for.
    enum Alphabet {
        /// Literals, the end of a block, and lengths.
        case literals
        case distances
        /// The lengths of the codes of the other two.
        case codeLengths
    }

    let primaryBits: Int
    let entries: UnsafeMutablePointer<HuffmanEntry>

    private let alphabet: Alphabet
    private let capacity: Int

    init(_ alphabet: Alphabet) {
        self.alphabet = alphabet
        // No code of the alphabet needs more entries: 2342, 402 and 128 by the program `enough` that comes with zlib.
        (primaryBits, capacity) =
            switch alphabet {
            case .literals: (11, 2400)
            case .distances: (8, 512)
            case .codeLengths: (7, 128)
            }
        entries = .allocate(capacity: capacity)
        entries.initialize(repeating: .invalid, count: capacity)
    }

    deinit { entries.deallocate() }

    /// Fills the table for the code whose symbols have `lengths`, 0 standing for a symbol that does not occur.
    ///
    /// - Returns: Whether the lengths make a code. It may leave bits without a meaning only where RFC 1951 needs that: a
    ///   single code of one bit, or no distances at all.
    borrowing func fill(_ lengths: UnsafeBufferPointer<UInt8>) -> Bool {
        withUnsafeTemporaryAllocation(of: UInt16.self, capacity: 16 + 16 + 320) { scratch in
            let counts = UnsafeMutableBufferPointer(rebasing: scratch[..<16])
            let offsets = UnsafeMutableBufferPointer(rebasing: scratch[16..<32])
            let sorted = UnsafeMutableBufferPointer(rebasing: scratch[32...])
            counts.update(repeating: 0)
            for length in lengths { counts[Int(length)] &+= 1 }
            counts[0] = 0
            guard let longest = counts.lastIndex(where: { $0 != 0 }) else { return fillNothing() }
            guard isAllowed(counts, longest) else { return false }
            offsets[1] = 0
            for length in 1..<15 { offsets[length + 1] = offsets[length] &+ counts[length] }
            for (symbol, length) in lengths.enumerated() where length != 0 {
                sorted[Int(offsets[Int(length)])] = UInt16(truncatingIfNeeded: symbol)
                offsets[Int(length)] &+= 1
            }
            return fill(sorted, counts, longest)
        }
    }

    private borrowing func fillNothing() -> Bool {
        guard alphabet == .distances else { return false }
        entries.update(repeating: .invalid, count: 1 << primaryBits)
        return true
    }

    private borrowing func isAllowed(_ counts: UnsafeMutableBufferPointer<UInt16>, _ longest: Int) -> Bool {
        var left = 1
        for length in 1...15 {
            left = left << 1 - Int(counts[length])
            if left < 0 { return false }
        }
        guard left > 0 else { return true }
        guard longest == 1, alphabet != .codeLengths else { return false }
        entries.update(repeating: .invalid, count: 1 << primaryBits)
        return true
    }

    private borrowing func fill(
        _ sorted: UnsafeMutableBufferPointer<UInt16>,
        _ counts: UnsafeMutableBufferPointer<UInt16>,
        _ longest: Int
    ) -> Bool {
        let primaryMask = 1 << primaryBits - 1
        var next = 1 << primaryBits
        var position = 0
        var code = 0
        var prefix = -1
        var table = entries
        var tableSize = 1 << primaryBits
        for length in 1...longest {
            while counts[length] > 0 {
                let entry = HuffmanEntry(Int(sorted[position]), of: alphabet, length: length)
                var index = code
                var step = 1 << length
                if length > primaryBits {
                    if code & primaryMask != prefix {
                        prefix = code & primaryMask
                        let bits = secondaryBits(counts, from: length, to: longest)
                        tableSize = 1 << bits
                        guard next + tableSize <= capacity else { return false }
                        table = entries + next
                        entries[prefix] = .secondary(at: next, bits: bits, behind: primaryBits)
                        next += tableSize
                    }
                    index = code >> primaryBits
                    step = 1 << (length - primaryBits)
                }
                while index < tableSize {
                    table[index] = entry
                    index &+= step
                }
                position &+= 1
                counts[length] &-= 1
                code = Self.successor(of: code, length: length)
            }
        }
        return true
    }

    /// How many bits tell the remaining codes apart that begin like the present one.
    private borrowing func secondaryBits(
        _ counts: UnsafeMutableBufferPointer<UInt16>,
        from length: Int,
        to longest: Int
    ) -> Int {
        var bits = length - primaryBits
        var left = 1 << bits
        while bits + primaryBits < longest {
            left -= Int(counts[bits + primaryBits])
            if left <= 0 { break }
            bits += 1
            left <<= 1
        }
        return bits
    }

    /// The next code of the same length; codes are kept with their first bit lowest, as they are read.
    private static func successor(of code: Int, length: Int) -> Int {
        var bit = 1 << (length - 1)
        while code & bit != 0 { bit >>= 1 }
        return bit == 0 ? 0 : code & (bit - 1) | bit
    }
}
