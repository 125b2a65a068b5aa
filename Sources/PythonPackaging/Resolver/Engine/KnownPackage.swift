/// A package as the provider knows it, its versions numbered as slots.
struct KnownPackage: Sendable {
    let name: PackageName
    /// The versions from the oldest on; the first has slot 1.
    let versions: [Version]
    /// Why each version cannot be used.
    let reasons: [UnusableReason?]
    /// Whether the provider has no such package.
    let isUnknown: Bool

    init(name: PackageName, candidates: [Candidate]) {
        isUnknown = false
        self.name = name
        if zip(candidates, candidates.dropFirst()).allSatisfy({ $0.version > $1.version }) {
            versions = candidates.reversed().map(\.version)
            reasons = candidates.reversed().map(\.unusable)
            return
        }
        var reasons: [Version: UnusableReason?] = [:]
        for candidate in candidates where reasons[candidate.version] == nil {
            reasons[candidate.version] = .some(candidate.unusable)
        }
        versions = reasons.keys.sorted()
        self.reasons = versions.map { reasons[$0] ?? nil }
    }

    /// Creates a package that the provider does not have.
    init(unknown name: PackageName) {
        self.name = name
        versions = []
        reasons = []
        isUnknown = true
    }

    /// The slots of all versions.
    var slots: Range<Int32> { 1..<Int32(versions.count) + 1 }

    func version(at slot: Int32) -> Version { versions[Int(slot) - 1] }
    func reason(at slot: Int32) -> UnusableReason? { reasons[Int(slot) - 1] }

    /// Returns the slot of a version.
    func slot(of version: Version) -> Int32? {
        let slot = firstSlot { $0 >= version }
        return slots.contains(slot) && self.version(at: slot) == version ? slot : nil
    }

    /// Returns the slots of the versions that some specifiers allow.
    func slots(matching specifiers: VersionSpecifiers) -> SlotSet {
        specifiers.clauses.reduce(SlotSet(slots)) { $0.intersection(slots(matching: $1)) }
    }

    /// Returns the slots that a clause allows; only those near its version are looked at where the order decides.
    private func slots(matching clause: VersionClause) -> SlotSet {
        func matches(_ slot: Int32) -> Bool { clause.contains(version(at: slot)) }
        guard let bound = clause.version, clause.comparison != .arbitrary, !clause.isWildcard else {
            return SlotSet(slots, where: matches)
        }
        let end = slots.upperBound
        let first = firstSlot { $0.comparePublic(bound) >= 0 }
        let next = firstSlot { $0.comparePublic(bound) > 0 }
        switch clause.comparison {
        case .greaterOrEqual: return SlotSet(first..<end)
        case .lessOrEqual: return SlotSet(1..<next)
        case .equal: return SlotSet(first..<next, where: matches)
        case .notEqual: return SlotSet(slots).subtracting(SlotSet(first..<next) { !matches($0) })
        case .compatible: return SlotSet(first..<end, where: matches)
        case .less:
            // Only versions of the same release may be excepted (PEP 440, "Exclusive ordered comparison").
            var doubtful = first
            while doubtful > 1, version(at: doubtful - 1).hasSameRelease(as: bound) { doubtful -= 1 }
            return SlotSet(1..<doubtful).union(SlotSet(doubtful..<first, where: matches))
        case .greater:
            var certain = next
            while certain < end, version(at: certain).hasSameRelease(as: bound) { certain += 1 }
            return SlotSet(next..<certain, where: matches).union(SlotSet(certain..<end))
        case .arbitrary: return SlotSet(slots, where: matches)
        }
    }

    /// Returns the slot of the oldest version that satisfies a predicate which all newer ones satisfy as well, or the
    /// end of the slots.
    private func firstSlot(where isFarEnough: (Version) -> Bool) -> Int32 {
        var low = slots.lowerBound
        var high = slots.upperBound
        while low < high {
            let middle = (low + high) / 2
            if isFarEnough(version(at: middle)) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
