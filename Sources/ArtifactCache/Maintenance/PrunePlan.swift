/// Decides what a collection removes.
struct PrunePlan {
    /// The size to get down to.
    let maxBytes: UInt64?
    /// What was last used before this second goes, whatever the size.
    let expired: Int64
    /// What was last used after this second stays, unless it is expired.
    let boundary: Int64

    /// The second before which something must have been used last to be removed, given the start of the oldest lease.
    func limit(_ oldestLease: Int64?) -> Int64 {
        let candidates = max(expired, boundary == .max ? .max : boundary + 1)
        return min(candidates, oldestLease ?? .max)
    }

    /// Whether to remove something last used at `time` while `total` bytes are left.
    func removes(usedAt time: Int64, total: UInt64) -> Bool {
        if time < expired { return true }
        guard let maxBytes else { return false }
        return total > maxBytes
    }
}

extension PruneReport {
    mutating func remove(_ bytes: UInt64) {
        removedBytes &+= bytes
        keptBytes -= min(bytes, keptBytes)
    }
}
