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
