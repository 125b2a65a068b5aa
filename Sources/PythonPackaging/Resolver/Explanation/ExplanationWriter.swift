/// Tells a derivation in sentences.
struct ExplanationWriter {
    let engine: ResolutionEngine
    let core: ConflictCore

    /// Creates a writer for an incompatibility without terms.
    init(_ engine: ResolutionEngine, contradiction: IncompatibilityIndex) {
        self.engine = engine
        core = ConflictCore(of: contradiction, in: engine)
    }

    /// Explains the incompatibility.
    func explanation() -> Explanation {
        let outline = DerivationOutline(of: core.contradiction, in: core.incompatibilities)
        var uses: [Int: Int] = [:]
        for case .step(let number) in outline.steps.flatMap(\.premises) { uses[number, default: 0] += 1 }
        let isFollowedUp = outline.steps.indices.map { number in
            uses[number] == 1 && number + 1 < outline.steps.count
                && outline.steps[number + 1].premises.contains(.step(number))
        }
        var numbers: [Int: Int] = [:]
        for number in outline.steps.indices.dropLast() where !isFollowedUp[number] {
            numbers[number] = numbers.count + 1
        }
        let sentences = outline.steps.indices.map { position in
            let step = outline.steps[position]
            let isContinuation = position > 0 && isFollowedUp[position - 1]
            var clauses: [String] = []
            for case .step(let number) in step.premises {
                guard let label = numbers[number] else { continue }
                clauses.append("\(conclusion(outline.steps[number].conclusion)) (\(label))")
            }
            clauses += premises(step.premises)
            let label = numbers[position].map { " (\($0))" } ?? ""
            let opening = isContinuation ? "And because" : "Because"
            return "\(opening) \(Self.list(clauses)), \(conclusion(step.conclusion))\(label)."
        }
        return Explanation(
            sentences: sentences,
            requirements: involvedRequirements(outline),
            packages: involvedPackages(outline).map(\.name).sorted(),
            unknownPackages: involvedPackages(outline).filter(\.isUnknown).map(\.name).sorted(),
            remedies: remedies(for: givenFacts(outline))
        )
    }

    /// Joins clauses as a sentence does.
    static func list(_ clauses: [String], conjunction: String = "and") -> String {
        guard let last = clauses.last, clauses.count > 1 else { return clauses.first ?? "" }
        return clauses.dropLast().joined(separator: ", ") + " \(conjunction) " + last
    }

    private func givenFacts(_ outline: DerivationOutline) -> [Fact] {
        outline.steps.flatMap(\.premises).compactMap { premise in
            guard case .given(let index) = premise, case .fact(let fact) = core.incompatibilities[index].cause
            else { return nil }
            return core.facts[fact]
        }
    }

    private func involvedRequirements(_ outline: DerivationOutline) -> [DeclaredRequirement] {
        var seen: Set<DeclaredRequirement> = []
        return givenFacts(outline)
            .compactMap { fact in
                switch fact {
                case .declared(let declared, let applied, _): applied.override ?? declared
                case .dependency(_, let applied, _): applied.override
                case .constraint(let limit, _): limit
                case .dependencies, .unusable, .extraNeedsPackage: nil
                }
            }
            .filter { seen.insert($0).inserted }
            .sorted { ($0.origin.file, $0.origin.line) < ($1.origin.file, $1.origin.line) }
    }

    private func involvedPackages(_ outline: DerivationOutline) -> [KnownPackage] {
        let nodes = givenFacts(outline).flatMap { fact -> [SolverPackage] in
            switch fact {
            case .declared(_, _, let package), .constraint(_, let package), .unusable(_, let package): [package]
            case .dependency(let dependent, _, let package), .dependencies(let dependent, let package):
                [engine.package(of: dependent), package]
            case .extraNeedsPackage: []
            }
        }
        return Set(nodes).compactMap { engine.known[$0] }
    }
}
