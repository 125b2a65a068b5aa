import Digests

/// The 32 bytes that 64 hexadecimal digits stand for, in their order.
struct PackedDigest {
    private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

    /// Reads 64 digits, eight at a time; `nil` if one of them is none, or is in upper case and that is not allowed.
    init?(hex: UnsafeBufferPointer<UInt8>, allowsUppercase: Bool) {
        guard hex.count == 64 else { return nil }
        let digits = UnsafeRawBufferPointer(hex)
        let isRead = withUnsafeMutableBytes(of: &words) { bytes in
            for position in 0..<8 {
                let text = UInt64(littleEndian: digits.loadUnaligned(fromByteOffset: position * 8, as: UInt64.self))
                guard let value = Self.value(of: text, allowsUppercase) else { return false }
                bytes.storeBytes(of: value.littleEndian, toByteOffset: position * 4, as: UInt32.self)
            }
            return true
        }
        guard isRead else { return nil }
    }

    init(_ digest: SHA256Digest) {
        withUnsafeMutableBytes(of: &words) { $0.copyBytes(from: digest.bytes.prefix(32)) }
    }

    /// The four bytes that eight digits stand for, the first digit being the lowest byte of `text`.
    private static func value(of text: UInt64, _ allowsUppercase: Bool) -> UInt32? {
        let ones: UInt64 = 0x0101_0101_0101_0101
        // The letters of both cases have bit 6 set, and their low halves start at 1.
        let digits = (text & 0x0F0F_0F0F_0F0F_0F0F) &+ (text >> 6 & ones) &* 9
        let isLetter = (digits &+ ones &* 6) >> 4 & ones
        let spelled = digits &+ ones &* 0x30 &+ isLetter &* 0x27
        let lowercased = allowsUppercase ? text | isLetter &* 0x20 : text
        guard digits & 0xF0F0_F0F0_F0F0_F0F0 == 0, spelled == lowercased else { return nil }
        var pairs = (digits << 4 | digits >> 8) & 0x00FF_00FF_00FF_00FF
        pairs = (pairs | pairs >> 8) & 0x0000_FFFF_0000_FFFF
        return UInt32(truncatingIfNeeded: pairs | pairs >> 16)
    }
}
