/// What a code of DEFLATE means, packed for the loop that decodes.
///
/// Bits 0 to 5 count the bits to skip, extra bits included; bits 8 to 11 those of the code alone. Bits 16 to 30 hold a
/// literal, the least length or distance, or where a second table begins.
struct HuffmanEntry {
    var bits: UInt32

    private init(bits: UInt32) { self.bits = bits }

    /// A code that stands for nothing.
    static let invalid = HuffmanEntry(bits: exceptionalFlag)

    private static let literalFlag: UInt32 = 1 << 31
    private static let exceptionalFlag: UInt32 = 1 << 15
    private static let secondaryFlag: UInt32 = 1 << 14
    private static let endFlag: UInt32 = 1 << 13

    /// A second table of 2^`bits` entries.
    static func secondary(at start: Int, bits: Int, behind primaryBits: Int) -> HuffmanEntry {
        HuffmanEntry(
            bits: UInt32(start) << 16 | exceptionalFlag | secondaryFlag | UInt32(bits) << 8 | UInt32(primaryBits)
        )
    }

    /// The meaning of a symbol whose code has `length` bits.
    init(_ symbol: Int, of alphabet: HuffmanTable.Alphabet, length: Int) {
        let length = UInt32(truncatingIfNeeded: length)
        func value(_ base: UInt16, _ extraBits: UInt8) -> UInt32 {
            UInt32(base) << 16 | length << 8 | (length + UInt32(extraBits))
        }
        switch alphabet {
        case .codeLengths:
            bits = value(UInt16(truncatingIfNeeded: symbol), 0)
        case .distances:
            bits =
                symbol < Self.distances.count
                ? value(Self.distances[symbol].base, Self.distances[symbol].extraBits) : Self.exceptionalFlag
        case .literals:
            if symbol < 256 {
                bits = Self.literalFlag | value(UInt16(truncatingIfNeeded: symbol), 0)
            } else if symbol == 256 {
                bits = Self.exceptionalFlag | Self.endFlag | value(0, 0)
            } else if symbol - 257 < Self.lengths.count {
                let (base, extraBits) = Self.lengths[symbol - 257]
                bits = value(base, extraBits)
            } else {
                bits = Self.exceptionalFlag
            }
        }
    }

    @inline(__always) var isLiteral: Bool { bits & Self.literalFlag != 0 }
    /// Whether the entry is neither a literal nor a length or distance.
    @inline(__always) var isExceptional: Bool { bits & Self.exceptionalFlag != 0 }
    @inline(__always) var isSecondary: Bool { bits & Self.secondaryFlag != 0 }
    @inline(__always) var isEnd: Bool { bits & Self.endFlag != 0 }
    /// How many bits code and extra bits take.
    @inline(__always) var allBits: UInt64 { UInt64(bits & 0x3F) }
    /// How many bits the code takes; the number of index bits of a second table.
    @inline(__always) var codeBits: UInt64 { UInt64(bits >> 8 & 0xF) }
    /// The literal, the least length or distance, or where a second table begins.
    @inline(__always) var base: Int { Int(bits >> 16 & 0x7FFF) }

    /// RFC 1951 section 3.2.5, symbols 257 to 285.
    private static let lengths: [(base: UInt16, extraBits: UInt8)] = [
        (3, 0), (4, 0), (5, 0), (6, 0), (7, 0), (8, 0), (9, 0), (10, 0), (11, 1), (13, 1), (15, 1), (17, 1), (19, 2),
        (23, 2), (27, 2), (31, 2), (35, 3), (43, 3), (51, 3), (59, 3), (67, 4), (83, 4), (99, 4), (115, 4), (131, 5),
        (163, 5), (195, 5), (227, 5), (258, 0),
    ]

    /// RFC 1951 section 3.2.5, distance symbols 0 to 29.
    private static let distances: [(base: UInt16, extraBits: UInt8)] = [
        (1, 0), (2, 0), (3, 0), (4, 0), (5, 1), (7, 1), (9, 2), (13, 2), (17, 3), (25, 3), (33, 4), (49, 4), (65, 5),
        (97, 5), (129, 6), (193, 6), (257, 7), (385, 7), (513, 8), (769, 8), (1025, 9), (1537, 9), (2049, 10),
        (3073, 10), (4097, 11), (6145, 11), (8193, 12), (12289, 12), (16385, 13), (24577, 13),
    ]
}
