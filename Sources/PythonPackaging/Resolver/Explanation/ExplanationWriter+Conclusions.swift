extension ExplanationWriter {
    /// Tells what an incompatibility means.
    func conclusion(_ index: IncompatibilityIndex) -> String {
        let terms = core.incompatibilities[index].terms
        let used = mergingExtras(terms.filter { !$0.slots.allowsAbsence })
        let needed = terms.filter(\.slots.allowsAbsence).map { term in
            let count = engine.solver.solution.slotCounts[term.package]
            return requested(term.package, term.slots.complement(slotCount: count))
        }
        let subjects = used.map { describe($0.package, $0.slots) }
        switch (subjects.count, needed.count) {
        case (0, 0):
            return "the requirements cannot be satisfied"
        case (0, _):
            return "\(Self.list(needed, conjunction: "or")) is needed"
        case (1, 0):
            guard subjects[0].hasPrefix(Self.everyVersion) else { return "\(subjects[0]) cannot be used" }
            return "no version of \(subjects[0].dropFirst(Self.everyVersion.count)) can be used"
        case (_, 0):
            return "\(Self.list(subjects)) cannot be used together"
        case (1, _):
            return "\(subjects[0]) needs \(Self.list(needed, conjunction: "or"))"
        default:
            return "\(Self.list(subjects)) together need \(Self.list(needed, conjunction: "or"))"
        }
    }

    /// Tells a package and an extra of it as one.
    private func mergingExtras(_ terms: [Term]) -> [Term] {
        var result = terms.filter { engine.known[$0.package] != nil }
        for term in terms where engine.known[term.package] == nil {
            let base = engine.package(of: term.package)
            if let position = result.firstIndex(where: { $0.package == base }) {
                result[position].package = term.package
            } else {
                let all = engine.known[base].map { SlotSet($0.slots) } ?? .empty
                result.append(Term(package: term.package, slots: all))
            }
        }
        return result
    }
}
