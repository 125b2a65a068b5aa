/// Set of the slots of one package: slot 0 stands for "not installed", slot *i* for its *i*-th oldest version.
///
/// With absence as a slot, a PubGrub term is a plain set: a positive term lacks slot 0 and a negative one has it.
struct SlotSet: Hashable, Sendable {
    /// Half-open intervals as strictly increasing boundaries; an even number of them.
    private(set) var bounds: [Int32]

    /// The slot that stands for a package that is not installed.
    static let absentSlot: Int32 = 0
    /// The set of no slot.
    static let empty = Self(bounds: [])
    /// The set that holds the absent slot alone.
    static let absent = Self(bounds: [0, 1])

    private init(bounds: [Int32]) {
        self.bounds = bounds
    }

    /// Creates the set of one slot.
    init(slot: Int32) {
        bounds = [slot, slot + 1]
    }

    /// Creates the set of a range of slots.
    init(_ range: Range<Int32>) {
        bounds = range.isEmpty ? [] : [range.lowerBound, range.upperBound]
    }

    /// Creates the set of the slots of `range` that satisfy a predicate.
    init(_ range: Range<Int32>, where isMember: (Int32) -> Bool) {
        bounds = []
        var isInside = false
        for slot in range where isMember(slot) != isInside {
            bounds.append(slot)
            isInside.toggle()
        }
        if isInside { bounds.append(range.upperBound) }
    }
}

extension SlotSet {
    var isEmpty: Bool { bounds.isEmpty }

    /// The number of slots.
    var count: Int {
        var count = 0
        for index in stride(from: 0, to: bounds.count, by: 2) { count += Int(bounds[index + 1] - bounds[index]) }
        return count
    }

    /// Returns whether these are all slots of a package.
    func isComplete(slotCount: Int32) -> Bool {
        bounds.count == 2 && bounds[0] == 0 && bounds[1] == slotCount
    }

    /// The maximal runs of adjacent slots, in ascending order.
    var ranges: [Range<Int32>] {
        stride(from: 0, to: bounds.count, by: 2).map { bounds[$0]..<bounds[$0 + 1] }
    }

    /// The slots, newest version first.
    var descending: [Int32] {
        ranges.reversed().flatMap { $0.reversed() }
    }

    /// Returns at most `count` slots, newest version first.
    func newest(_ count: Int) -> [Int32] {
        var result: [Int32] = []
        for range in ranges.reversed() {
            result += range.reversed().prefix(count - result.count)
            if result.count == count { break }
        }
        return result
    }

    /// The slot of a set of one.
    var only: Int32? {
        bounds.count == 2 && bounds[1] - bounds[0] == 1 ? bounds[0] : nil
    }

    /// Whether the package may be absent, which makes this a negative term.
    var allowsAbsence: Bool { bounds.first == Self.absentSlot }

    func contains(_ slot: Int32) -> Bool {
        // The number of boundaries at or below the slot is odd inside an interval.
        var low = 0
        var high = bounds.count
        while low < high {
            let middle = (low + high) / 2
            if bounds[middle] <= slot { low = middle + 1 } else { high = middle }
        }
        return !low.isMultiple(of: 2)
    }
}

extension SlotSet {
    func union(_ other: Self) -> Self { combined(with: other) { $0 || $1 } }
    func intersection(_ other: Self) -> Self { combined(with: other) { $0 && $1 } }
    func subtracting(_ other: Self) -> Self { combined(with: other) { $0 && !$1 } }

    /// Returns the slots below `slotCount` that are not in the set.
    func complement(slotCount: Int32) -> Self {
        Self(0..<slotCount).subtracting(self)
    }

    func isSubset(of other: Self) -> Bool {
        var position = 0
        for index in stride(from: 0, to: bounds.count, by: 2) {
            while position < other.bounds.count, other.bounds[position + 1] <= bounds[index] { position += 2 }
            guard position < other.bounds.count,
                other.bounds[position] <= bounds[index],
                bounds[index + 1] <= other.bounds[position + 1]
            else { return false }
        }
        return true
    }

    func isDisjoint(with other: Self) -> Bool {
        var left = 0
        var right = 0
        while left < bounds.count, right < other.bounds.count {
            if bounds[left + 1] <= other.bounds[right] {
                left += 2
            } else if other.bounds[right + 1] <= bounds[left] {
                right += 2
            } else {
                return false
            }
        }
        return true
    }

    private func combined(with other: Self, _ isMember: (Bool, Bool) -> Bool) -> Self {
        var result: [Int32] = []
        var left = 0
        var right = 0
        var isInside = false
        while left < bounds.count || right < other.bounds.count {
            let leftBound = left < bounds.count ? bounds[left] : .max
            let rightBound = right < other.bounds.count ? other.bounds[right] : .max
            let bound = min(leftBound, rightBound)
            if leftBound == bound { left += 1 }
            if rightBound == bound { right += 1 }
            if isMember(!left.isMultiple(of: 2), !right.isMultiple(of: 2)) != isInside {
                result.append(bound)
                isInside.toggle()
            }
        }
        return Self(bounds: result)
    }
}
