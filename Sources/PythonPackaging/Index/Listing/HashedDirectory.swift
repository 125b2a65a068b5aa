import Digests

/// The end of a directory named by a hash, as the public index has it: `ab/cd/` and 60 more hexadecimal digits, then `/`.
struct HashedDirectory {
    private static let length = 67

    /// What comes before.
    let parent: ArraySlice<UInt8>
    /// What the 64 digits stand for.
    let hash: PackedDigest

    /// Splits a directory that ends in that way.
    init?(_ directory: ArraySlice<UInt8>) {
        guard directory.count > Self.length else { return nil }
        let hash = directory.suffix(Self.length).withUnsafeBufferPointer { end -> PackedDigest? in
            let slash = UInt8(ascii: "/")
            guard end[2] == slash, end[5] == slash, end[66] == slash else { return nil }
            return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { digits in
                (digits[0], digits[1], digits[2], digits[3]) = (end[0], end[1], end[3], end[4])
                for index in 4..<64 { digits[index] = end[index + 2] }
                return PackedDigest(hex: UnsafeBufferPointer(digits), allowsUppercase: false)
            }
        }
        guard let hash else { return nil }
        self.hash = hash
        parent = directory.dropLast(Self.length)
    }

    /// Writes the directory that a hash names.
    static func text(of hash: SHA256Digest) -> String {
        let digits = Array(hash.hex.utf8)
        let slash = [UInt8(ascii: "/")]
        return String(decoding: digits[..<2] + slash + digits[2..<4] + slash + digits[4...] + slash, as: UTF8.self)
    }
}
