extension Version {
    /// Parses a version in the normal form whose numbers are small: `1.2.3`, `1.0rc1`, `2.0.post1`, `1.0.dev3`.
    ///
    /// - Returns: `nil` for any other text, a version or not.
    init?(common bytes: UnsafeBufferPointer<UInt8>) {
        var offset = 0
        var release: UInt64 = 0
        var count = 0
        repeat {
            if count > 0 { offset += 1 }
            guard count < VersionKey.releaseLimit, let number = Self.number(bytes, &offset, below: 0xFFFF) else {
                return nil
            }
            release = release << 16 | number
            count += 1
        } while offset + 1 < bytes.count && bytes[offset] == UInt8(ascii: ".") && bytes[offset + 1].isDigit
        release <<= UInt64(16 * (VersionKey.releaseLimit - count))
        if offset == bytes.count {
            let suffix = VersionKey.finalPhase << 61 | VersionKey.noDevelopment
            self.init(VersionKey(release: release, suffix: suffix), releaseLength: count)
            return
        }
        guard let suffix = Self.suffix(bytes, &offset), offset == bytes.count else { return nil }
        self.init(VersionKey(release: release, suffix: suffix), releaseLength: count)
    }

    /// Reads the markers after the release into the form of ``VersionKey/suffix``.
    private static func suffix(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: inout Int) -> UInt64? {
        var phase: UInt64 = 0
        var pre: UInt64 = 0
        let words: [(StaticString, PreRelease.Phase)] = [("a", .alpha), ("b", .beta), ("rc", .candidate)]
        for (word, marker) in words where skip(word, bytes, &offset) {
            guard let number = number(bytes, &offset, below: 1 << 12) else { return nil }
            (phase, pre) = (UInt64(marker.rawValue), number)
            break
        }
        var post: UInt64 = 0
        if skip(".post", bytes, &offset) {
            guard let number = number(bytes, &offset, below: 1 << 24 - 1) else { return nil }
            post = number + 1
        }
        var development = VersionKey.noDevelopment
        if skip(".dev", bytes, &offset) {
            guard let number = number(bytes, &offset, below: VersionKey.noDevelopment) else { return nil }
            development = number
        }
        if phase == 0, post > 0 || development == VersionKey.noDevelopment { phase = VersionKey.finalPhase }
        return phase << 61 | pre << 49 | post << 25 | development
    }

    private static func number(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: inout Int, below limit: UInt64) -> UInt64?
    {
        let start = offset
        var number: UInt64 = 0
        while offset < bytes.count, bytes[offset].isDigit {
            number = number * 10 + UInt64(bytes[offset] &- 0x30)
            guard number < limit else { return nil }
            offset += 1
        }
        return offset == start ? nil : number
    }

    private static func skip(_ word: StaticString, _ bytes: UnsafeBufferPointer<UInt8>, _ offset: inout Int) -> Bool {
        let count = word.utf8CodeUnitCount
        guard bytes.count - offset >= count else { return false }
        for index in 0..<count where bytes[offset + index] != word.utf8Start[index] { return false }
        offset += count
        return true
    }
}
