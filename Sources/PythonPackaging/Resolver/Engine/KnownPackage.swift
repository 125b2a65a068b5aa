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
        var low = 0
        var high = versions.count
        while low < high {
            let middle = (low + high) / 2
            if versions[middle] < version { low = middle + 1 } else { high = middle }
        }
        return low < versions.count && versions[low] == version ? Int32(low) + 1 : nil
    }

    /// Returns the slots of the versions that some specifiers allow.
    func slots(matching specifiers: VersionSpecifiers) -> SlotSet {
        SlotSet(slots) { specifiers.contains(version(at: $0)) }
    }
}
