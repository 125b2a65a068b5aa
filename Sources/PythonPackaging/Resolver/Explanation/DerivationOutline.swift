/// The derivation of an incompatibility, cut into steps short enough to be sentences.
struct DerivationOutline {
    /// What a step rests on.
    enum Premise: Hashable {
        /// A given incompatibility.
        case given(IncompatibilityIndex)
        /// The conclusion of an earlier step.
        case step(Int)
    }

    /// One conclusion and all it rests on.
    struct Step {
        var conclusion: IncompatibilityIndex
        var premises: [Premise]
    }

    private(set) var steps: [Step] = []

    /// The number of premises up to which no intermediate conclusion is told.
    private static let premiseLimit = 6

    init(of root: IncompatibilityIndex, in incompatibilities: [Incompatibility]) {
        let derived = Self.derivedCauses(of: root, in: incompatibilities)
        let separate = Self.separateConclusions(derived, root, incompatibilities)
        var numbers: [IncompatibilityIndex: Int] = [:]
        for conclusion in derived.keys.sorted() where separate.contains(conclusion) || conclusion == root {
            numbers[conclusion] = steps.count
            let premises = Self.premises(of: conclusion, incompatibilities) { numbers[$0] }
            steps.append(Step(conclusion: conclusion, premises: premises))
        }
        if steps.isEmpty { steps = [Step(conclusion: root, premises: [.given(root)])] }
    }

    /// Returns the derived incompatibilities behind one, with the number of times each is used.
    private static func derivedCauses(
        of root: IncompatibilityIndex,
        in incompatibilities: [Incompatibility]
    ) -> [IncompatibilityIndex: Int] {
        var uses: [IncompatibilityIndex: Int] = [:]
        var queue = [root]
        while let index = queue.popLast() {
            guard case .derived(let left, let right) = incompatibilities[index].cause else { continue }
            uses[index, default: 0] += 1
            if uses[index] == 1 { queue += [left, right] }
        }
        return uses
    }

    /// Chooses the conclusions that get a sentence: those used twice and those that would make another one too long.
    private static func separateConclusions(
        _ uses: [IncompatibilityIndex: Int],
        _ root: IncompatibilityIndex,
        _ incompatibilities: [Incompatibility]
    ) -> Set<IncompatibilityIndex> {
        var separate: Set<IncompatibilityIndex> = []
        var sizes: [IncompatibilityIndex: Int] = [:]
        func size(_ index: IncompatibilityIndex) -> Int { separate.contains(index) ? 1 : sizes[index] ?? 1 }
        // Causes have smaller indexes than what is derived from them.
        for index in uses.keys.sorted() {
            guard case .derived(let left, let right) = incompatibilities[index].cause else { continue }
            while size(left) + size(right) > premiseLimit {
                separate.insert(size(left) >= size(right) ? left : right)
            }
            sizes[index] = size(left) + size(right)
            if index != root, uses[index, default: 0] > 1 { separate.insert(index) }
        }
        return separate
    }

    private static func premises(
        of conclusion: IncompatibilityIndex,
        _ incompatibilities: [Incompatibility],
        step: (IncompatibilityIndex) -> Int?
    ) -> [Premise] {
        var premises: [Premise] = []
        var seen: Set<Premise> = []
        var queue = [conclusion]
        while let index = queue.popLast() {
            var premise = Premise.given(index)
            if index != conclusion, let number = step(index) {
                premise = .step(number)
            } else if case .derived(let left, let right) = incompatibilities[index].cause {
                queue += [right, left]
                continue
            }
            if seen.insert(premise).inserted { premises.append(premise) }
        }
        return premises
    }
}
