extension ResolutionEngine {
    /// Returns the node of a package, asking for its versions if it is new.
    mutating func node(for name: PackageName, mentionedBy fact: FactIndex) async throws -> SolverPackage {
        if let index = indexes[.package(name)] { return index }
        let package: KnownPackage
        do {
            package = try await knownPackage(name)
        } catch let error as ResolutionError {
            throw error
        } catch {
            try Task.checkCancellation()
            throw ResolutionError.provider(package: name, chain: chain(endingWith: fact), underlying: error)
        }
        let index = solver.addPackage(versionCount: package.versions.count)
        add(.package(name), at: index, mentionedBy: fact)
        known[index] = package
        ruleOutUnusable(index, package)
        for limit in constraints[name] ?? [] {
            let excluded = SlotSet(package.slots).subtracting(slots(matching: limit.requirement.specifiers, of: index))
            solver.add([Term(package: index, slots: excluded)], fact: record(.constraint(limit, package: index)))
        }
        return index
    }

    /// Returns the node of an extra.
    mutating func extraNode(
        _ extra: PackageName,
        of package: SolverPackage,
        mentionedBy fact: FactIndex
    ) -> SolverPackage {
        let node = Node.extra(package, extra)
        if let index = indexes[node] { return index }
        let index = solver.addPackage(versionCount: 1)
        add(node, at: index, mentionedBy: fact)
        extras[package, default: []].append(index)
        solver.add(
            [Term(package: index, slots: SlotSet(slot: 1)), Term(package: package, slots: .absent)],
            fact: record(.extraNeedsPackage)
        )
        return index
    }

    /// Adds a fact.
    mutating func record(_ fact: Fact) -> FactIndex {
        facts.append(fact)
        return facts.count - 1
    }

    /// Returns the versions of a package that some specifiers allow.
    mutating func slots(matching specifiers: VersionSpecifiers, of package: SolverPackage) -> SlotSet {
        if let slots = specifierSlots[package]?[specifiers] { return slots }
        let slots = known[package]?.slots(matching: specifiers) ?? .empty
        specifierSlots[package, default: [:]][specifiers] = slots
        return slots
    }

    private mutating func add(_ node: Node, at index: SolverPackage, mentionedBy fact: FactIndex) {
        nodes.append(node)
        indexes[node] = index
        firstMention[index] = fact
    }

    private func knownPackage(_ name: PackageName) async throws -> KnownPackage {
        let named = (declared[name] ?? []) + (constraints[name] ?? [])
        guard let direct = named.first(where: { $0.requirement.url != nil }),
            let url = direct.requirement.url
        else { return try await requests.package(name) }
        guard let candidate = try await requests.candidate(of: name, at: url) else {
            throw ResolutionError.unsupportedURL(direct)
        }
        return KnownPackage(name: name, candidates: [candidate])
    }

    private mutating func ruleOutUnusable(_ index: SolverPackage, _ package: KnownPackage) {
        let isYankAllowed = allowedYanks(of: package)
        let isPrereleaseAllowed = prereleasesAllowed(of: package)
        var slots: [UnusableKind: [Int32]] = [:]
        for slot in package.slots {
            if let reason = package.reason(at: slot) {
                if case .yanked = reason, isYankAllowed(slot) { continue }
                slots[UnusableKind(reason), default: []].append(slot)
            } else if !isPrereleaseAllowed, package.version(at: slot).isPrerelease,
                options.preferences[package.name] != package.version(at: slot)
            {
                slots[.prerelease, default: []].append(slot)
            }
        }
        unusable[index] = .empty
        for kind in UnusableKind.allCases {
            guard let members = slots[kind].map(Set.init) else { continue }
            let term = Term(package: index, slots: SlotSet(package.slots) { members.contains($0) })
            unusable[index] = unusable[index]?.union(term.slots)
            solver.add([term], fact: record(.unusable(kind, package: index)))
        }
    }

    /// A withdrawn version may be used if the user pins it (PEP 592) or a lock file holds it.
    private func allowedYanks(of package: KnownPackage) -> (Int32) -> Bool {
        let pins = ((declared[package.name] ?? []) + (constraints[package.name] ?? []))
            .map(\.requirement.specifiers)
            .filter { $0.clauses.contains(where: \.isPin) }
        let preferred = options.preferences[package.name]
        return { slot in
            let version = package.version(at: slot)
            return version == preferred || pins.contains { $0.contains(version) }
        }
    }

    private func prereleasesAllowed(of package: KnownPackage) -> Bool {
        switch options.prereleases {
        case .ifNecessary, .allow: true
        case .disallow: false
        case .explicit:
            isPrereleaseNamed(package.name) || package.versions.allSatisfy(\.isPrerelease)
        }
    }

    /// Returns whether a direct requirement names a pre-release of the package.
    func isPrereleaseNamed(_ name: PackageName) -> Bool {
        (declared[name] ?? []).contains { $0.requirement.specifiers.mentionsPrerelease }
    }
}
