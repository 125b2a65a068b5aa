/// A reason why a lock must be renewed.
public enum LockMismatch: Hashable, Sendable {
    /// The lock does not record what it was made from.
    case unknownInputs
    /// The lock was made for another interpreter or platform.
    case otherTarget(locked: String, wanted: String)
    /// Other packages are excluded now.
    case exclusionsChanged
    /// Other requirements are overridden now.
    case overridesChanged
    /// Other indexes are used now.
    case indexesChanged
    /// Pre-releases are treated differently now.
    case prereleasesChanged
    /// Other packages may be built from source now.
    case buildsChanged
    /// The files of a directory that a package is built from changed.
    case sourceChanged(PackageName)
    /// A requirement is for a package that is not locked.
    case notLocked(DeclaredRequirement)
    /// A requirement or constraint does not accept the locked version.
    case versionRefused(DeclaredRequirement, locked: Version)
    /// A requirement asks for an extra that was not resolved.
    case extraMissing(DeclaredRequirement, extra: PackageName)
    /// A package was locked with an extra that the project alone asked for and does not ask for any more.
    case extraNotRequired(PackageName, extra: PackageName)
    /// Every file needs a hash now, and this package has none.
    case hashMissing(PackageName)
    /// A requirement only accepts files with other hashes.
    case hashRefused(DeclaredRequirement)
    /// A requirement gives another URL or path than the locked one.
    case urlChanged(DeclaredRequirement)
    /// Nothing gives the locked URL or path of a package any more.
    case notDirect(PackageName)
    /// A locked package is not needed any more.
    case notRequired(PackageName)
    /// The local wheel of a package has other content than was locked, or is gone.
    case fileChanged(PackageName, path: String)
}

extension LockFile {
    /// Lists why the lock does not answer what a build asks now; empty when it can be used without asking an index.
    ///
    /// A lock is still good when only texts changed: a requirement that became wider and accepts the locked version, for
    /// example, changes nothing.
    ///
    /// - Parameters:
    ///   - requirements: what the project asks for now.
    ///   - constraints: limits on versions now.
    ///   - overrides: what replaces every requirement on the same package now.
    ///   - wanted: the same requirements and constraints together with the other inputs.
    ///   - target: the environment now.
    ///   - requiresHashes: whether every package needs a hash among the requirements and constraints.
    ///   - isExcluded: tells whether a package is left out, so that it need not be locked.
    /// - Returns: the reasons, in the order the requirements are given.
    public func mismatches(
        requirements: [DeclaredRequirement],
        constraints: [DeclaredRequirement],
        overrides: [DeclaredRequirement] = [],
        inputs wanted: LockInputs,
        target: TargetPlatform,
        requiresHashes: Bool = false,
        isExcluded: (PackageName) -> Bool
    ) -> [LockMismatch] {
        guard let inputs else { return [.unknownInputs] }
        if inputs.digest == wanted.digest, !requiresHashes { return [] }
        var reasons: [LockMismatch] = []
        if (inputs.pythonVersion, inputs.platform) != (wanted.pythonVersion, wanted.platform) {
            let locked = "Python \(inputs.pythonVersion) on \(inputs.platform)"
            reasons.append(.otherTarget(locked: locked, wanted: target.description))
        }
        if inputs.exclusions != wanted.exclusions { reasons.append(.exclusionsChanged) }
        if inputs.overrides != wanted.overrides { reasons.append(.overridesChanged) }
        if (inputs.indexes, inputs.pins, inputs.findLinks) != (wanted.indexes, wanted.pins, wanted.findLinks) {
            reasons.append(.indexesChanged)
        }
        if inputs.prereleases != wanted.prereleases { reasons.append(.prereleasesChanged) }
        if inputs.builds != wanted.builds { reasons.append(.buildsChanged) }
        guard reasons.isEmpty else { return reasons }

        let packages = Dictionary(self.packages.map { ($0.name, $0) }) { first, _ in first }
        let scope = RequirementScope(environment: target.markerEnvironment, exclusions: [], overrides: overrides)
        let applicable = requirements.flatMap { declared in
            scope.applied([declared.requirement], extra: nil).map { $0.override ?? declared }
        }
        let limits = constraints.filter { $0.requirement.applies(to: target.markerEnvironment) }
        let direct = Set((applicable + limits).filter { $0.requirement.url != nil }.map(\.requirement.name))
        for declared in applicable where !isExcluded(declared.requirement.name) {
            reasons += Self.mismatches(of: declared, packages[declared.requirement.name])
        }
        for package in self.packages where package.isDirect && !direct.contains(package.name) {
            reasons.append(.notDirect(package.name))
        }
        for declared in limits {
            guard let package = packages[declared.requirement.name] else { continue }
            if !declared.requirement.specifiers.contains(package.version) {
                reasons.append(.versionRefused(declared, locked: package.version))
            }
            if !declared.hashes.isEmpty, !package.wheels.allSatisfy({ declared.hashes.contains($0.sha256) }) {
                reasons.append(.hashRefused(declared))
            }
            if declared.requirement.url != nil { reasons += Self.placeMismatches(of: declared, package) }
        }
        if requiresHashes { reasons += unhashed(applicable + constraints + overrides) }
        reasons += forgottenExtras(applicable, inputs, target, packages)
        return reasons + orphans(of: applicable.map(\.requirement.name), packages).map(LockMismatch.notRequired)
    }

    private func unhashed(_ declared: [DeclaredRequirement]) -> [LockMismatch] {
        let hashed = declared.filter { declared in
            !declared.hashes.isEmpty
                || declared.requirement.url.flatMap(DistributionFile.init(direct:))?.sha256 != nil
                || declared.requirement.url.flatMap({ SourceReference($0) })?.sha256 != nil
        }
        let names = Set(hashed.map(\.requirement.name))
        return packages.map(\.name).filter { !names.contains($0) }.map(LockMismatch.hashMissing)
    }

    /// Extras that only the project asked for when the lock was made, and that it does not ask for any more.
    private func forgottenExtras(
        _ applicable: [DeclaredRequirement],
        _ inputs: LockInputs,
        _ target: TargetPlatform,
        _ packages: [PackageName: Package]
    ) -> [LockMismatch] {
        var asked: [PackageName: Set<PackageName>] = [:]
        for declared in applicable {
            asked[declared.requirement.name, default: []].formUnion(declared.requirement.extras)
        }
        let overridden = Set(inputs.overrides.compactMap { Self.requirement(recorded: $0)?.name })
        var reasons: [LockMismatch] = []
        for former in inputs.requirements.compactMap(Self.requirement(recorded:)) {
            guard former.applies(to: target.markerEnvironment), !overridden.contains(former.name) else { continue }
            for extra in former.extras where asked[former.name]?.contains(extra) != true {
                guard let package = packages[former.name], package.extras.contains(extra),
                    !package.extrasForPackages.contains(extra)
                else { continue }
                let reason = LockMismatch.extraNotRequired(former.name, extra: extra)
                if !reasons.contains(reason) { reasons.append(reason) }
            }
        }
        return reasons
    }

    /// Reads a requirement as ``LockInputs`` records it, without its hashes.
    private static func requirement(recorded text: String) -> Requirement? {
        let end = text.firstRange(of: " --hash=")?.lowerBound ?? text.endIndex
        return try? Requirement(String(text[..<end]))
    }

    private static func mismatches(
        of declared: DeclaredRequirement,
        _ package: Package?
    ) -> [LockMismatch] {
        let requirement = declared.requirement
        guard let package else { return [.notLocked(declared)] }
        var reasons: [LockMismatch] = []
        if !requirement.specifiers.contains(package.version) {
            reasons.append(.versionRefused(declared, locked: package.version))
        }
        for extra in requirement.extras where !package.extras.contains(extra) {
            reasons.append(.extraMissing(declared, extra: extra))
        }
        if !declared.hashes.isEmpty, !package.wheels.allSatisfy({ declared.hashes.contains($0.sha256) }) {
            reasons.append(.hashRefused(declared))
        }
        return reasons + placeMismatches(of: declared, package)
    }

    private static func placeMismatches(of declared: DeclaredRequirement, _ package: Package) -> [LockMismatch] {
        let requirement = declared.requirement
        if let reference = requirement.url.flatMap({ SourceReference($0) }) {
            guard let source = package.built?.source, source.answers(reference) else { return [.urlChanged(declared)] }
            let isRefused = !declared.hashes.isEmpty && !declared.hashes.contains(where: source.hashes.contains)
            return isRefused ? [.hashRefused(declared)] : []
        }
        var reasons: [LockMismatch] = []
        if let digest = requirement.url.flatMap(DistributionFile.init(direct:))?.sha256,
            !package.wheels.allSatisfy({ $0.sha256 == digest })
        {
            reasons.append(.hashRefused(declared))
        }
        let url = requirement.url.map(DistributionFile.location)
        if let url, !package.wheels.contains(where: { $0.url == url }) { reasons.append(.urlChanged(declared)) }
        return reasons
    }

    private func orphans(of roots: [PackageName], _ packages: [PackageName: Package]) -> [PackageName] {
        var reached: Set<PackageName> = []
        var pending = roots
        while let name = pending.popLast() {
            guard let package = packages[name], reached.insert(name).inserted else { continue }
            pending += package.dependencies
        }
        return packages.keys.filter { !reached.contains($0) }.sorted()
    }
}

extension LockMismatch: CustomStringConvertible {
    /// The reason in one sentence without a full stop.
    public var description: String {
        switch self {
        case .unknownInputs: "the lock does not say what it was made from"
        case .otherTarget(let locked, let wanted): "the lock is for \(locked), the build is for \(wanted)"
        case .exclusionsChanged: "the excluded packages changed"
        case .overridesChanged: "the overrides changed"
        case .indexesChanged: "the package indexes or other places to find files changed"
        case .prereleasesChanged: "the choice about pre-releases changed"
        case .buildsChanged: "the choice about building from source changed"
        case .sourceChanged(let name): "the directory that \(name) is built from changed"
        case .notLocked(let declared): "\(declared) is not locked"
        case .versionRefused(let declared, let locked): "\(declared) does not accept the locked version \(locked)"
        case .extraMissing(let declared, let extra): "\(declared) asks for the extra '\(extra)', which is not locked"
        case .extraNotRequired(let name, let extra): "the project does not ask for \(name)[\(extra)] any more"
        case .hashMissing(let name): "every package needs a hash, and \(name) has none"
        case .hashRefused(let declared): "\(declared) does not accept the hash of the locked file"
        case .urlChanged(let declared): "\(declared) comes from another place than the locked file"
        case .notDirect(let name): "nothing asks for \(name) by URL or path any more"
        case .notRequired(let name): "\(name) is not required any more"
        case .fileChanged(let name, let path): "\(path) is not the wheel of \(name) that was locked"
        }
    }
}
