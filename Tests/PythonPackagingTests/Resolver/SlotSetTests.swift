import Testing

@testable import PythonPackaging

@Suite struct SlotSetTests {
    /// Every operation agrees with sets of integers, for all pairs of subsets of six slots.
    @Test func agreesWithSetsOfIntegers() {
        let subsets = (0..<64).map { bits in Set((Int32(0)..<6).filter { bits >> $0 & 1 == 1 }) }
        let slotSets = subsets.map { subset in SlotSet(0..<6) { subset.contains($0) } }
        for (left, leftSet) in zip(subsets, slotSets) {
            #expect(leftSet.count == left.count)
            #expect(leftSet.descending == left.sorted(by: >))
            #expect(leftSet.only == (left.count == 1 ? left.first : nil))
            #expect(leftSet.allowsAbsence == left.contains(0))
            #expect(leftSet.isComplete(slotCount: 6) == (left.count == 6))
            #expect(leftSet.complement(slotCount: 6).descending == Set(0..<6).subtracting(left).sorted(by: >))
            #expect((Int32(0)..<6).allSatisfy { leftSet.contains($0) == left.contains($0) })
            for (right, rightSet) in zip(subsets, slotSets) {
                #expect(leftSet.union(rightSet).descending == left.union(right).sorted(by: >))
                #expect(leftSet.intersection(rightSet).descending == left.intersection(right).sorted(by: >))
                #expect(leftSet.subtracting(rightSet).descending == left.subtracting(right).sorted(by: >))
                #expect(leftSet.isSubset(of: rightSet) == left.isSubset(of: right))
                #expect(leftSet.isDisjoint(with: rightSet) == left.isDisjoint(with: right))
            }
        }
    }
}
