extension ExplanationWriter {
    private static let tagLimit = 4

    /// Says why versions of a package cannot be used, with the details of the newest of them.
    func unusableClause(_ kind: UnusableKind, _ package: SolverPackage, _ slots: SlotSet) -> String {
        guard let known = engine.known[package], let newest = slots.descending.first else { return "" }
        let subject = describe(package, slots)
        switch kind {
        case .requiresPython:
            return pythonClause(known, slots, subject)
        case .noCompatibleWheel:
            let details = [tags(reason(package, known, newest)), newestUsable(known).map { "\($0) has one" }]
            return "\(subject) has no wheel for \(engine.platform)\(Self.parenthesized(details))"
        case .onlySourceDistribution:
            return "\(subject) is only a source distribution (\(newestWheel(known)))"
        case .noSourceDistribution:
            return "\(subject) has no source distribution, which --no-binary asks for"
        case .yanked:
            guard case .yanked(let reason?) = known.reason(at: newest), !reason.isEmpty else {
                return "\(subject) was yanked"
            }
            return "\(subject) was yanked (\(reason))"
        case .excludedByHash:
            return "\(subject) has no wheel with a hash that the requirements allow"
        case .hashMissing:
            return "\(subject) has no --hash, which --require-hashes or a --hash elsewhere makes necessary"
        case .noMetadata:
            guard case .noMetadata(let problem) = reason(package, known, newest) else {
                return "\(subject) has no readable metadata"
            }
            return "\(subject) has no readable metadata (\(problem))"
        case .prerelease:
            return "\(subject) is a pre-release, which is not allowed here"
        case .dependencyByURL:
            let dependency = engine.urlDependencies[package]?[newest]?.name.normalized ?? "another package"
            return "\(subject) depends on \(dependency) by URL, which only a direct requirement may"
        }
    }

    private func reason(_ package: SolverPackage, _ known: KnownPackage, _ slot: Int32) -> UnusableReason? {
        known.reason(at: slot) ?? engine.lateReasons[package]?[slot]
    }

    private func pythonClause(_ known: KnownPackage, _ slots: SlotSet, _ subject: String) -> String {
        let python = engine.platform.pythonVersion
        var texts: [String] = []
        for slot in slots.descending {
            guard case .requiresPython(let text) = known.reason(at: slot), !texts.contains(text) else { continue }
            texts.append(text)
        }
        if let text = texts.first, texts.count == 1 {
            return "\(subject) requires Python \(text) (the target has \(python))"
        }
        let newest = slots.descending.first.map { known.version(at: $0).description } ?? ""
        let detail = "Python \(python) (\(newest) requires Python \(texts.first ?? ""))"
        guard subject.hasPrefix(Self.everyVersion) else { return "\(subject) does not support \(detail)" }
        return "no version of \(subject.dropFirst(Self.everyVersion.count)) supports \(detail)"
    }

    private func tags(_ reason: UnusableReason?) -> String? {
        guard case .noCompatibleWheel(let tags) = reason, !tags.isEmpty else { return nil }
        let more = tags.count > Self.tagLimit ? " and \(tags.count - Self.tagLimit) more" : ""
        return "its wheels are for \(tags.prefix(Self.tagLimit).joined(separator: ", "))\(more)"
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
