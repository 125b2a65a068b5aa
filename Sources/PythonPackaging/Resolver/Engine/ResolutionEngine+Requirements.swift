extension ResolutionEngine {
    /// The number of versions tried of one package after which further ones are requested in advance.
    private static let batchStep = 5
    /// The number of versions that are requested at once.
    private static let batchLimit = 50

    /// Adds a requirement of the user.
    mutating func require(_ root: RootRequirement) async throws {
        let requirement = root.applied.requirement
        // The fact is recorded before its package is known, so that a failing provider can be told about the chain.
        let fact = record(.declared(root.declared, root.applied, package: solver.packageCount))
        let index = try await node(for: requirement.name, mentionedBy: fact)
        facts[fact] = .declared(root.declared, root.applied, package: index)
        addTerms(of: requirement, on: index, premise: [], fact: fact)
    }

    /// Adds the dependencies of one version of a package or of one of its extras.
    mutating func addDependencies(of node: SolverPackage, slot: Int32) async throws {
        let base = package(of: node)
        guard let package = known[base] else { return }
        let found: [Requirement]
        do {
            await expectMore(base, slot)
            found = try await requests.dependencies(of: package.name, version: package.version(at: slot))
        } catch let error as UnusableVersion {
            dependencies[node, default: [:]][slot] = []
            lateReasons[base, default: [:]][slot] = error.reason
            ruleOut(base, slot, UnusableKind(error.reason))
            return
        } catch {
            try Task.checkCancellation()
            let mention = chain(endingWith: firstMention[base])
            throw ResolutionError.provider(package: package.name, chain: mention, underlying: error)
        }
        var extra: PackageName?
        var premise = [Term(package: base, slots: SlotSet(slot: slot))]
        if case .extra(_, let name) = nodes[node] {
            extra = name
            premise.append(Term(package: node, slots: SlotSet(slot: 1)))
        }
        let applicable = scope.applied(found, extra: extra)
        dependencies[node, default: [:]][slot] = applicable
        let followed = applicable.filter { scope.exclusion(of: $0.requirement.name) == nil }
        await requests.expect(followed.map(\.requirement))
        for requirement in followed.map(\.requirement) {
            if requirement.url != nil,
                declared[requirement.name]?.contains(where: { $0.requirement.url != nil }) != true
            {
                urlDependencies[base, default: [:]][slot] = requirement
                ruleOut(base, slot, .dependencyByURL)
                return
            }
        }
        for applied in followed {
            try await depend(node, on: applied, premise: premise)
        }
    }

    private mutating func depend(
        _ node: SolverPackage,
        on applied: AppliedRequirement,
        premise: [Term]
    ) async throws {
        let requirement = applied.requirement
        let fact = record(.dependency(of: node, applied, package: solver.packageCount))
        let index = try await self.node(for: requirement.name, mentionedBy: fact)
        facts[fact] = .dependency(of: node, applied, package: index)
        addTerms(of: requirement, on: index, premise: premise, fact: fact, dependent: node)
    }

    private mutating func addTerms(
        of requirement: Requirement,
        on package: SolverPackage,
        premise: [Term],
        fact: FactIndex,
        dependent: SolverPackage? = nil
    ) {
        let allowed = slots(matching: requirement.specifiers, of: package)
        let other = allowed.complement(slotCount: solver.solution.slotCounts[package])
        add(premise, Term(package: package, slots: other), requirement, fact, dependent)
        for extra in requirement.extras {
            let index = extraNode(extra, of: package, mentionedBy: fact)
            add(premise, Term(package: index, slots: .absent), requirement, fact, dependent)
        }
    }

    /// Adds one incompatibility, or widens that of another version with the same dependency.
    private mutating func add(
        _ premise: [Term],
        _ term: Term,
        _ requirement: Requirement,
        _ fact: FactIndex,
        _ dependent: SolverPackage?
    ) {
        guard let dependent, let version = premise.first, version.package != term.package else {
            solver.add(premise + [term], fact: fact)
            return
        }
        let key = SharedDependency(
            dependent: dependent,
            package: term.package,
            specifiers: requirement.specifiers
        )
        if let known = shared[key] {
            shared[key] = solver.widen(known, version.package, by: version.slots)
        } else if let index = solver.add(premise + [term], fact: fact) {
            shared[key] = index
        }
    }

    private mutating func ruleOut(_ package: SolverPackage, _ slot: Int32, _ kind: UnusableKind) {
        solver.add(
            [Term(package: package, slots: SlotSet(slot: slot))],
            fact: record(.unusable(kind, package: package))
        )
    }

    /// Requests the next versions as well once several of a package had to be given up.
    ///
    /// Versions that fit the present decisions come first, then those that other decisions may admit.
    private mutating func expectMore(_ package: SolverPackage, _ slot: Int32) async {
        let tried = dependencies[package]?.count ?? 0
        let last = expected[package] ?? 0
        guard let known = known[package], tried - last >= max(Self.batchStep, min(last, 4 * Self.batchStep)) else {
            return
        }
        expected[package] = tried
        let limit = min(tried, Self.batchLimit)
        let older = SlotSet(1..<slot)
        let fitting = solver.solution.slots(of: package).intersection(older)
        let possible = solver.solution.slotsWithoutDecisions(of: package).intersection(older).subtracting(fitting)
        let next = (fitting.newest(limit) + possible.newest(limit)).prefix(limit)
        await requests.expect(known.name, versions: next.map(known.version(at:)))
    }
}
