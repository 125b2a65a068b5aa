/// The facts behind a contradiction, as few and as general as still contradict each other.
///
/// A search over hundreds of versions uses a fact for each. Most of them say the same in other numbers, and some only led astray;
/// neither helps who has to change the requirements.
struct ConflictCore {
    /// What an incompatibility of a fact says.
    private struct Given {
        var terms: [Term]
        var fact: FactIndex
    }

    /// The facts, those of the engine first.
    private(set) var facts: [Fact]
    private(set) var incompatibilities: [Incompatibility]
    private(set) var contradiction: IncompatibilityIndex

    private let slotCounts: [Int32]

    /// The number of facts up to which each is tested for being needed.
    private static let minimizableCount = 100

    init(of contradiction: IncompatibilityIndex, in engine: ResolutionEngine) {
        facts = engine.facts
        incompatibilities = engine.solver.incompatibilities
        slotCounts = engine.solver.solution.slotCounts
        self.contradiction = contradiction
        var givens = given()
        if accept(givens) {
            generalize(&givens, engine)
            minimize(&givens)
        }
    }

    /// Returns the facts that the contradiction rests on, each once, in the order they were met.
    private func given() -> [Given] {
        var seen: Set<IncompatibilityIndex> = []
        var queue = [contradiction]
        var terms: [FactIndex: [[Term]]] = [:]
        while let index = queue.popLast() {
            guard seen.insert(index).inserted else { continue }
            switch incompatibilities[index].cause {
            case .derived(let left, let right): queue += [left, right]
            case .fact(let fact): terms[fact, default: []].append(incompatibilities[index].terms)
            }
        }
        return terms.keys.sorted().flatMap { fact in
            Self.merged(terms[fact] ?? []).map { Given(terms: $0, fact: fact) }
        }
    }

    /// Merges the incompatibilities of one fact that differ only in the versions that depend.
    private static func merged(_ all: [[Term]]) -> [[Term]] {
        var result: [[Term]] = []
        for terms in all {
            let position = result.firstIndex { other in
                other.dropFirst() == terms.dropFirst() && other.first?.package == terms.first?.package
            }
            if let position, let first = terms.first {
                result[position][0].slots = result[position][0].slots.union(first.slots)
            } else {
                result.append(terms)
            }
        }
        return result.sorted { $0.lexicographicallyPrecedes($1) { $0.package < $1.package } }
    }

    /// Takes over a derivation from some facts if they contradict each other.
    private mutating func accept(_ givens: [Given]) -> Bool {
        var solver = PubGrub()
        for count in slotCounts { _ = solver.addPackage(versionCount: Int(count) - 1) }
        for given in givens { solver.add(given.terms, fact: given.fact) }
        while true {
            if let found = solver.propagate() {
                incompatibilities = solver.incompatibilities
                contradiction = found
                return true
            }
            guard let package = solver.solution.open.min(),
                let slot = solver.solution.slots(of: package).newest(1).first
            else { return false }
            solver.decide(package, slot: slot)
        }
    }

    /// Tells what versions of a package require of another as one, as far as the contradiction stays.
    private mutating func generalize(_ givens: inout [Given], _ engine: ResolutionEngine) {
        var groups: [[Int]] = []
        var positions: [[SolverPackage]: Int] = [:]
        for (index, given) in givens.enumerated() {
            guard case .dependency(let dependent, let applied, let package) = facts[given.fact],
                applied.override == nil, engine.known[package]?.isUnknown == false
            else { continue }
            let key = [dependent, package] + given.terms.map(\.package)
            if let position = positions[key] {
                groups[position].append(index)
            } else {
                positions[key] = groups.count
                groups.append([index])
            }
        }
        var dropped: Set<Int> = []
        for group in groups where group.count > 1 {
            guard let first = group.first, case .dependency(let dependent, _, let package) = facts[givens[first].fact]
            else { continue }
            var wide = Given(terms: givens[first].terms, fact: facts.count)
            for index in group.dropFirst() {
                for position in wide.terms.indices {
                    let slots = givens[index].terms[position].slots
                    let isObject = position > 0 && wide.terms[position].package == package
                    wide.terms[position].slots =
                        isObject
                        ? wide.terms[position].slots.intersection(slots) : wide.terms[position].slots.union(slots)
                }
            }
            var candidate = givens
            candidate[first] = wide
            let without = dropped.union(group.dropFirst())
            if accept(candidate.indices.filter { !without.contains($0) }.map { candidate[$0] }) {
                facts.append(.dependencies(of: dependent, package: package))
                givens = candidate
                dropped = without
            }
        }
        givens = givens.indices.filter { !dropped.contains($0) }.map { givens[$0] }
        _ = accept(givens)
    }

    /// Leaves out each fact without which the others still contradict each other, the last one first.
    private mutating func minimize(_ givens: inout [Given]) {
        guard givens.count <= Self.minimizableCount else { return }
        for index in givens.indices.reversed() {
            var candidate = givens
            candidate.remove(at: index)
            if accept(candidate) { givens = candidate }
        }
    }
}
