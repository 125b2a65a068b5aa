/// Two integers that order versions without looking at their parts, when every number is small enough.
struct VersionKey: Hashable, Sendable {
    /// Four release numbers of 16 bits, or `UInt64.max` when the version does not fit this form.
    let release: UInt64
    /// Pre-release phase (3 bits) and number (12), post-release number + 1 (24), development number or all ones (25).
    let suffix: UInt64

    init(_ parts: VersionParts) {
        let numbers = parts.significantRelease
        let pre = parts.pre?.number.value ?? 0
        let post = parts.post.map { $0.value } ?? 0
        let dev = parts.dev?.value ?? 0
        guard parts.epoch == 0, numbers.count <= 4, numbers.allSatisfy({ $0.value < 0xFFFF }), pre < 1 << 12,
            post < 1 << 24 - 1, dev < 1 << 25 - 1
        else {
            self.release = .max
            self.suffix = 0
            return
        }
        var release: UInt64 = 0
        for number in numbers { release = release << 16 | number.value }
        self.release = release << (16 * UInt64(4 - numbers.count))
        self.suffix =
            UInt64(parts.phaseRank) << 61 | pre << 49 | (parts.post == nil ? 0 : post + 1) << 25
            | (parts.dev == nil ? 1 << 25 - 1 : dev)
    }

    var isExact: Bool { release != .max }
}

extension VersionParts {
    /// Where the pre-release phase sorts: a development release of a final release comes first, the final release last.
    var phaseRank: UInt8 {
        if let pre { return pre.phase.rawValue }
        return post == nil && dev != nil ? 0 : 4
    }

    /// Compares everything but the local label; negative, zero or positive.
    func comparePublic(_ other: VersionParts) -> Int {
        if epoch != other.epoch { return epoch < other.epoch ? -1 : 1 }
        let left = significantRelease
        let right = other.significantRelease
        if left != right { return left.lexicographicallyPrecedes(right) ? -1 : 1 }
        if phaseRank != other.phaseRank { return phaseRank < other.phaseRank ? -1 : 1 }
        if let left = pre?.number, let right = other.pre?.number, left != right { return left < right ? -1 : 1 }
        switch (post, other.post) {
        case (nil, nil): break
        case (nil, _): return -1
        case (_, nil): return 1
        case (let left?, let right?): if left != right { return left < right ? -1 : 1 }
        }
        switch (dev, other.dev) {
        case (nil, nil): return 0
        case (nil, _): return 1
        case (_, nil): return -1
        case (let left?, let right?): return left == right ? 0 : left < right ? -1 : 1
        }
    }
}

extension Version {
    /// Compares everything but the local label; negative, zero or positive.
    func comparePublic(_ other: Version) -> Int {
        guard key.isExact, other.key.isExact else { return parts.comparePublic(other.parts) }
        if key.release != other.key.release { return key.release < other.key.release ? -1 : 1 }
        return key.suffix == other.key.suffix ? 0 : key.suffix < other.key.suffix ? -1 : 1
    }
}

extension Version: Comparable {
    /// Whether both name the same version; trailing zeros of the release do not count.
    public static func == (left: Self, right: Self) -> Bool {
        left.comparePublic(right) == 0 && left.local == right.local
    }

    /// Orders versions as PEP 440 does.
    public static func < (left: Self, right: Self) -> Bool {
        let order = left.comparePublic(right)
        return order == 0 ? left.local.lexicographicallyPrecedes(right.local) : order < 0
    }
}

extension Version.LocalSegment: Comparable {
    /// Orders label parts: text before numbers, text by its bytes.
    public static func < (left: Self, right: Self) -> Bool {
        switch (left, right) {
        case (.text(let left), .text(let right)): left.utf8.lexicographicallyPrecedes(right.utf8)
        case (.number(let left), .number(let right)): left < right
        case (.text, .number): true
        case (.number, .text): false
        }
    }
}

extension Version: Hashable {
    /// Hashes what equality compares.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(key)
        hasher.combine(local)
        guard !key.isExact else { return }
        hasher.combine(epoch)
        hasher.combine(parts.significantRelease)
        hasher.combine(pre)
        hasher.combine(post)
        hasher.combine(dev)
    }
}
