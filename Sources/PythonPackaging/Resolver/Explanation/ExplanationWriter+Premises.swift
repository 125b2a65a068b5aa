extension ExplanationWriter {
    /// A fact with the versions it is told for.
    private struct Given {
        var fact: FactIndex
        /// The versions of the package that depends on another or cannot be used.
        var versions = SlotSet.empty
        /// What the versions require, where that is not told by a requirement.
        var required: Term?
    }

    /// Tells what a step was given, following the chain from the user's requirements on.
    func premises(_ premises: [DerivationOutline.Premise]) -> [String] {
        var givens: [Given] = []
        for case .given(let index) in premises {
            let incompatibility = core.incompatibilities[index]
            guard case .fact(let fact) = incompatibility.cause else { continue }
            let versions = subject(of: core.facts[fact]).flatMap(incompatibility.slots) ?? .empty
            if let position = givens.firstIndex(where: { $0.fact == fact }) {
                givens[position].versions = givens[position].versions.union(versions)
            } else {
                givens.append(Given(fact: fact, versions: versions, required: required(by: incompatibility)))
            }
        }
        let asked = askedVersions(givens)
        return ordered(givens).flatMap { clauses($0, asked) }
    }

    /// What an incompatibility asks for, as the slots that are allowed.
    private func required(by incompatibility: Incompatibility) -> Term? {
        guard let term = incompatibility.terms.last(where: \.slots.allowsAbsence) else { return nil }
        let count = engine.solver.solution.slotCounts[term.package]
        return Term(package: term.package, slots: term.slots.complement(slotCount: count))
    }

    /// The package that a fact is about.
    private func subject(of fact: Fact) -> SolverPackage? {
        switch fact {
        case .declared, .extraNeedsPackage: nil
        case .constraint(_, let package), .unusable(_, let package): package
        case .dependency(let dependent, _, _), .dependencies(let dependent, _): engine.package(of: dependent)
        }
    }

    /// The package that a fact asks for.
    private func object(of fact: Fact) -> SolverPackage? {
        switch fact {
        case .declared(_, _, let package), .dependency(_, _, let package), .dependencies(_, let package): package
        default: nil
        }
    }

    private func askedVersions(_ givens: [Given]) -> [SolverPackage: SlotSet] {
        var asked: [SolverPackage: SlotSet] = [:]
        for given in givens {
            let fact = core.facts[given.fact]
            guard let package = object(of: fact), let known = engine.known[package],
                let slots = specifiers(of: fact).map(known.slots(matching:)) ?? given.required?.slots
            else { continue }
            asked[package] = asked[package].map { $0.intersection(slots) } ?? slots
        }
        return asked
    }

    private func specifiers(of fact: Fact) -> VersionSpecifiers? {
        switch fact {
        case .declared(_, let applied, _), .dependency(_, let applied, _): applied.requirement.specifiers
        case .constraint(let limit, _): limit.requirement.specifiers
        default: nil
        }
    }

    /// Puts each requirement before what it leads to, the user's own first.
    private func ordered(_ givens: [Given]) -> [Given] {
        func isDeclared(_ given: Given) -> Bool {
            if case .declared = core.facts[given.fact] { return true }
            return false
        }
        var left = givens.sorted { ($0.fact) < ($1.fact) }
        var result: [Given] = []
        while !left.isEmpty {
            let reached = Set(left.compactMap { object(of: core.facts[$0.fact]) })
            let start =
                left.firstIndex(where: isDeclared)
                ?? left.firstIndex { subject(of: core.facts[$0.fact]).map { !reached.contains($0) } ?? true } ?? 0
            var queue = [left.remove(at: start)]
            while let given = queue.popLast() {
                result.append(given)
                let next = object(of: core.facts[given.fact]) ?? subject(of: core.facts[given.fact])
                let following = left.indices.filter { subject(of: core.facts[left[$0].fact]) == next }
                for index in following.reversed() { queue.append(left.remove(at: index)) }
            }
        }
        return result
    }

    private func clauses(_ given: Given, _ asked: [SolverPackage: SlotSet]) -> [String] {
        switch core.facts[given.fact] {
        case .declared(let declared, let applied, let package):
            return requirementClauses("\(declared.origin) asks for", applied, package)
        case .dependency(let dependent, let applied, let package):
            let subject = describe(dependent, given.versions)
            return requirementClauses("\(subject) depends on", applied, package)
        case .dependencies(let dependent, let package):
            let required = given.required.map { requested($0.package, $0.slots) } ?? requested(package, .empty)
            return ["\(describe(dependent, given.versions)) depends on \(required)"]
        case .constraint(let limit, let package):
            guard let known = engine.known[package] else { return [] }
            let specifiers = limit.requirement.specifiers
            let text = "\(limit.origin) limits \(known.name.normalized) to \(specifiers)"
            return [unmatched(specifiers, known), text].compactMap(\.self)
        case .unusable(let kind, let package):
            let told = asked[package].map(given.versions.intersection) ?? given.versions
            return [unusableClause(kind, package, told.isEmpty ? given.versions : told)]
        case .extraNeedsPackage:
            return []
        }
    }

    private func requirementClauses(
        _ opening: String,
        _ applied: AppliedRequirement,
        _ package: SolverPackage
    ) -> [String] {
        let requirement = applied.requirement
        let text = "\(opening) \(Self.text(of: applied))"
        guard let known = engine.known[package] else { return [text] }
        if known.isUnknown {
            let suggestion = PackageSuggestion.name(for: known.name, seen: engine.known.values)
            let hint = suggestion.map { " (did you mean \($0)?)" } ?? ""
            return ["\(text), which the index does not have\(hint)"]
        }
        return [unmatched(requirement.specifiers, known), text].compactMap(\.self)
    }

    /// Says that no version of a package matches some specifiers; `nil` if one does.
    private func unmatched(_ specifiers: VersionSpecifiers, _ known: KnownPackage) -> String? {
        guard known.slots(matching: specifiers).isEmpty else { return nil }
        let name = known.name.normalized
        guard let newest = known.versions.last(where: { !$0.isPrerelease }) ?? known.versions.last else {
            return "the index has no version of \(name)"
        }
        return "no version of \(name) matches \(specifiers) (newest is \(newest))"
    }

    /// Returns a requirement without its marker, which is known to apply, and what an override makes of it.
    static func text(of applied: AppliedRequirement) -> String {
        guard let override = applied.override else { return text(of: applied.requirement) }
        let stated = applied.stated.name.normalized
        return "\(stated), which \(override.origin) replaces with \(text(of: override.requirement))"
    }

    /// Returns a requirement without its marker.
    static func text(of requirement: Requirement) -> String {
        let extras = requirement.extras.map(\.normalized).joined(separator: ",")
        let name = requirement.name.normalized + (extras.isEmpty ? "" : "[\(extras)]")
        return requirement.url == nil ? name + requirement.specifiers.description : "\(name) by URL"
    }
}
