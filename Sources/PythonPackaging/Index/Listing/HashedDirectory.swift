import Digests

/// The end of a directory named by a hash, as the public index has it: `ab/cd/` and 60 more hexadecimal digits, then `/`.
struct HashedDirectory {
    private static let length = 67

    /// What comes before.
    let parent: ArraySlice<UInt8>
    /// The 64 digits as bytes.
    let hash: [UInt8]

    /// Splits a directory that ends in that way.
    init?(_ directory: ArraySlice<UInt8>) {
        guard directory.count > Self.length, directory.last == UInt8(ascii: "/") else { return nil }
        let start = directory.endIndex - Self.length
        parent = directory[..<start]
        var hash: [UInt8] = []
        hash.reserveCapacity(32)
        var position = start
        while position < directory.endIndex - 1 {
            if position == start + 2 || position == start + 5 {
                guard directory[position] == UInt8(ascii: "/") else { return nil }
                position += 1
            }
            guard let high = Self.value(directory[position]), let low = Self.value(directory[position + 1]) else {
                return nil
            }
            hash.append(high << 4 | low)
            position += 2
        }
        self.hash = hash
    }

    /// Writes the directory that a hash names.
    static func text(of hash: SHA256Digest) -> String {
        let digits = Array(hash.hex.utf8)
        let slash = [UInt8(ascii: "/")]
        return String(decoding: digits[..<2] + slash + digits[2..<4] + slash + digits[4...] + slash, as: UTF8.self)
    }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
