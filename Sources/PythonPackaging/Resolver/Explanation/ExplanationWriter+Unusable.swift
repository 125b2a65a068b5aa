extension ExplanationWriter {
    private static let tagLimit = 4

    /// Says why versions of a package cannot be used, with the details of the newest of them.
    func unusableClause(_ kind: UnusableKind, _ package: SolverPackage, _ slots: SlotSet) -> String {
        guard let known = engine.known[package], let newest = slots.descending.first else { return "" }
        let (subject, isPlural) = describeUnusable(known, slots)
        let has = isPlural ? "have" : "has"
        switch kind {
        case .requiresPython:
            return pythonClause(known, slots, subject, isPlural)
        case .noCompatibleWheel:
            let details = [wheels(reason(package, known, newest)), newestUsable(known).map { "\($0) has one" }]
            let target = "for \(engine.platform)\(Self.parenthesized(details))"
            guard subject.hasPrefix(Self.everyVersion) else { return "\(subject) \(has) no wheel \(target)" }
            return "no version of \(known.name.normalized) has a wheel \(target)"
        case .onlySourceDistribution:
            let form = isPlural ? "are only source distributions" : "is only a source distribution"
            return "\(subject) \(form) (\(newestWheel(known)))"
        case .noSourceDistribution:
            return "\(subject) \(has) no source distribution, which --no-binary asks for"
        case .yanked:
            let was = isPlural ? "were" : "was"
            guard case .yanked(let reason?) = known.reason(at: newest), !reason.isEmpty else {
                return "\(subject) \(was) yanked"
            }
            return "\(subject) \(was) yanked (\(reason))"
        case .excludedByHash:
            return "\(subject) \(has) no wheel with a hash that the requirements allow"
        case .hashMissing:
            return "\(subject) \(has) no --hash, which --require-hashes or a --hash elsewhere makes necessary"
        case .noMetadata:
            guard case .noMetadata(let problem) = reason(package, known, newest) else {
                return "\(subject) \(has) no readable metadata"
            }
            return "\(subject) \(has) no readable metadata (\(problem))"
        case .prerelease:
            let form = isPlural ? "are pre-releases, which are" : "is a pre-release, which is"
            return "\(subject) \(form) not allowed here"
        case .dependencyByURL:
            let dependency = engine.urlDependencies[package]?[newest]?.name.normalized ?? "another package"
            return
                "\(subject) \(isPlural ? "depend" : "depends") on \(dependency) by URL, which only a direct requirement may"
        }
    }

    private func reason(_ package: SolverPackage, _ known: KnownPackage, _ slot: Int32) -> UnusableReason? {
        known.reason(at: slot) ?? engine.lateReasons[package]?[slot]
    }

    private func pythonClause(
        _ known: KnownPackage,
        _ slots: SlotSet,
        _ subject: String,
        _ isPlural: Bool
    ) -> String {
        let python = engine.platform.pythonVersion
        var texts: [String] = []
        for slot in slots.descending {
            guard case .requiresPython(let text) = known.reason(at: slot), !texts.contains(text) else { continue }
            texts.append(text)
        }
        if let text = texts.first, texts.count == 1 {
            return "\(subject) \(isPlural ? "require" : "requires") Python \(text) (the target has \(python))"
        }
        let newest = slots.descending.first.map { known.version(at: $0).description } ?? ""
        let detail = "Python \(python) (\(newest) requires Python \(texts.first ?? ""))"
        guard subject.hasPrefix(Self.everyVersion) else {
            return "\(subject) \(isPlural ? "do" : "does") not support \(detail)"
        }
        return "no version of \(subject.dropFirst(Self.everyVersion.count)) supports \(detail)"
    }

    /// Says what the wheels of a version are for, in that which keeps them from fitting.
    private func wheels(_ reason: UnusableReason?) -> String? {
        guard case .noCompatibleWheel(let texts) = reason, !texts.isEmpty else { return nil }
        let nearest = texts.sorted { nearness($0) < nearness($1) }
        let tags = nearest.flatMap { WheelTag.expand($0) ?? [] }
        let platforms = Set(engine.platform.tags.map(\.platform))
        let interpreters = Set(engine.platform.tags.map(Self.interpreter))
        let forPlatform = tags.filter { platforms.contains($0.platform) }.map(Self.interpreter)
        if !forPlatform.isEmpty { return Self.only(forPlatform) }
        let forInterpreter = tags.filter { interpreters.contains(Self.interpreter($0)) }.map(\.platform)
        return Self.only(forInterpreter.isEmpty ? nearest : forInterpreter)
    }

    /// Orders tags by how close they come to the target.
    private func nearness(_ tags: String) -> (Int, Int, String) {
        let architecture = engine.platform.architecture
        let isLinux = tags.hasSuffix("-any") || (tags.contains("linux") && tags.hasSuffix(architecture))
        let python = tags.utf8.drop { !$0.isDigit }.prefix(while: \.isDigit)
        let minor = python.count > 1 ? Int(String(decoding: python.dropFirst(), as: UTF8.self)) ?? 0 : 0
        return (isLinux ? 0 : 1, abs(engine.platform.pythonVersion.minor - minor), tags)
    }

    private static func interpreter(_ tag: WheelTag) -> String {
        [tag.python, "none", "abi3"].contains(tag.abi) ? tag.python : "\(tag.python)-\(tag.abi)"
    }

    private static func only(_ names: [String]) -> String {
        var seen: Set<String> = []
        let names = names.filter { seen.insert($0).inserted }
        let more = names.count > tagLimit ? ["\(names.count - tagLimit) more"] : []
        return "only for \(list(names.prefix(tagLimit) + more))"
    }

    private static func parenthesized(_ details: [String?]) -> String {
        let details = details.compactMap { $0 }
        return details.isEmpty ? "" : " (\(details.joined(separator: "; ")))"
    }

    private func newestWheel(_ known: KnownPackage) -> String {
        newestUsable(known).map { "the newest version with a wheel is \($0)" }
            ?? "no version has a wheel for the target"
    }

    private func newestUsable(_ known: KnownPackage) -> Version? {
        let usable = known.slots.reversed().filter { known.reason(at: $0) == nil }.map(known.version(at:))
        return usable.first { !$0.isPrerelease } ?? usable.first
    }
}
