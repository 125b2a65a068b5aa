extension ResolutionEngine {
    /// Tells how a fact came up, from the user's requirement on.
    func chain(endingWith fact: FactIndex?) -> [String] {
        var result: [String] = []
        var next = fact
        var seen: Set<FactIndex> = []
        while let fact = next, seen.insert(fact).inserted {
            switch facts[fact] {
            case .declared(let declared, let applied, _):
                result.append("\(declared.origin) asks for \(ExplanationWriter.text(of: applied))")
                next = nil
            case .dependency(let dependent, let applied, _):
                let base = package(of: dependent)
                let name = known[base]?.name.normalized ?? ""
                result.append("\(name) depends on \(ExplanationWriter.text(of: applied))")
                next = firstMention[base]
            case .dependencies, .constraint, .unusable, .extraNeedsPackage:
                next = nil
            }
        }
        return result.reversed()
    }
}
