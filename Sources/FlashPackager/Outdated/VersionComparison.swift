import PythonPackaging

/// A requirement on a package, and who states it.
struct StatedRequirement: Sendable {
    var requirement: Requirement
    var by: String
    var isOwn: Bool
}

/// Compares the locked version of a package with those an index has.
struct VersionComparison {
    let locked: Version
    /// The version resolving anew would choose; `nil` when it would not choose the package.
    let upgraded: Version?
    let candidates: [Candidate]
    let requirements: [StatedRequirement]
    let allowsPrereleases: Bool

    /// What there is to tell of the package `name`; `nil` when no newer version exists.
    ///
    /// Pre-releases count when they are allowed, when one is locked, and when nothing else can be used, as in resolving.
    func package(named name: PackageName) -> OutdatedReport.Package? {
        guard candidates.contains(where: { $0.version > locked }) else { return nil }
        let usable = candidates.filter { isUsable($0) }.map(\.version)
        let compatible = max(upgraded ?? locked, locked)
        let latest = max(newestStable(usable), compatible)
        return OutdatedReport.Package(
            name: name.normalized,
            locked: "\(locked)",
            compatible: "\(compatible)",
            latest: "\(latest)",
            newest: newestUnusable(after: latest),
            heldBy: compatible < latest ? holders(of: latest) : []
        )
    }

    /// Whether a version can be used on the target; a pin may have a withdrawn version (PEP 592).
    private func isUsable(_ candidate: Candidate) -> Bool {
        guard let reason = candidate.unusable else { return true }
        guard case .yanked = reason else { return false }
        return requirements.contains { stated in
            stated.isOwn && stated.requirement.specifiers.clauses.contains(where: \.isPin)
                && accepts(stated, candidate.version)
        }
    }

    /// The newest version that is no pre-release, or if pre-releases count or nothing else is there, the newest at all.
    private func newestStable(_ versions: [Version]) -> Version {
        let newest = versions.max() ?? locked
        if allowsPrereleases || locked.isPrerelease { return newest }
        return versions.filter { !$0.isPrerelease }.max() ?? newest
    }

    private func accepts(_ stated: StatedRequirement, _ version: Version) -> Bool {
        stated.requirement.url == nil && stated.requirement.specifiers.contains(version)
    }

    private func holders(of version: Version) -> [OutdatedReport.Holder] {
        requirements.filter { !accepts($0, version) }
            .map {
                OutdatedReport.Holder(
                    requirement: $0.requirement.description.redactingCredentials,
                    by: $0.by,
                    isOwn: $0.isOwn
                )
            }
    }

    /// The newest version after `version`, one that was meant for everyone if there is any.
    private func newestUnusable(after version: Version) -> OutdatedReport.Unusable? {
        let newer = candidates.filter { $0.version > version }
        let published = newer.filter { !$0.version.isPrerelease && !$0.isYanked }
        guard let newest = (published.isEmpty ? newer : published).max(by: { $0.version < $1.version }) else {
            return nil
        }
        let isUnwanted = newest.version.isPrerelease && !allowsPrereleases && !locked.isPrerelease
        let (reason, detail) = Self.describe(isUnwanted ? nil : newest.unusable)
        return OutdatedReport.Unusable(version: "\(newest.version)", reason: reason, detail: detail)
    }

    private static func describe(_ reason: UnusableReason?) -> (String, String) {
        switch reason {
        case .requiresPython(let text): ("requires-python", "requires Python \(text)")
        case .noCompatibleWheel: ("no-wheel", "has no wheel for the target")
        case .onlySourceDistribution: ("no-wheel", "is only a source distribution")
        case .noSourceDistribution: ("no-source", "has no source distribution, which --no-binary asks for")
        case .yanked(let reason?) where !reason.isEmpty: ("yanked", "was yanked: \(reason)")
        case .yanked: ("yanked", "was yanked")
        case .excludedByHash: ("hash", "has no file with a hash the requirements allow")
        case .hashMissing: ("hash", "has no hash among the requirements")
        case .noMetadata(let problem): ("metadata", "has no usable metadata: \(problem)")
        case nil: ("pre-release", "is a pre-release")
        }
    }
}

extension Candidate {
    /// Whether the version was withdrawn (PEP 592).
    fileprivate var isYanked: Bool {
        if case .yanked = unusable { true } else { false }
    }
}
