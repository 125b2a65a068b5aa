/// A reason why a lock must be renewed.
public enum LockMismatch: Hashable, Sendable {
    /// The lock does not record what it was made from.
    case unknownInputs
    /// The lock was made for another interpreter or platform.
    case otherTarget(locked: String, wanted: String)
    /// Other packages are excluded now.
    case exclusionsChanged
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
    /// A requirement only accepts files with other hashes.
    case hashRefused(DeclaredRequirement)
    /// A requirement gives a URL, or gave one when the lock was made.
    case urlChanged(DeclaredRequirement)
    /// A locked package is not needed any more.
    case notRequired(PackageName)
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
    ///   - wanted: the same requirements and constraints together with the other inputs.
    ///   - target: the environment now.
    ///   - isExcluded: tells whether a package is left out, so that it need not be locked.
    /// - Returns: the reasons, in the order the requirements are given.
    public func mismatches(
        requirements: [DeclaredRequirement],
        constraints: [DeclaredRequirement],
        inputs wanted: LockInputs,
        target: TargetPlatform,
        isExcluded: (PackageName) -> Bool
    ) -> [LockMismatch] {
        guard let inputs else { return [.unknownInputs] }
        if inputs.digest == wanted.digest { return [] }
        var reasons: [LockMismatch] = []
        if (inputs.pythonVersion, inputs.platform) != (wanted.pythonVersion, wanted.platform) {
            let locked = "Python \(inputs.pythonVersion) on \(inputs.platform)"
            reasons.append(.otherTarget(locked: locked, wanted: target.description))
        }
        if inputs.exclusions != wanted.exclusions { reasons.append(.exclusionsChanged) }
        if inputs.indexes != wanted.indexes { reasons.append(.indexesChanged) }
        if inputs.prereleases != wanted.prereleases { reasons.append(.prereleasesChanged) }
        if inputs.builds != wanted.builds { reasons.append(.buildsChanged) }
        guard reasons.isEmpty else { return reasons }

        let packages = Dictionary(self.packages.map { ($0.name, $0) }) { first, _ in first }
        let applicable = requirements.filter { $0.requirement.applies(to: target.markerEnvironment) }
        for declared in applicable where !isExcluded(declared.requirement.name) {
            reasons += Self.mismatches(of: declared, packages[declared.requirement.name])
        }
        for declared in constraints where declared.requirement.applies(to: target.markerEnvironment) {
            guard let package = packages[declared.requirement.name] else { continue }
            if !declared.requirement.specifiers.contains(package.version) {
                reasons.append(.versionRefused(declared, locked: package.version))
            }
        }
        return reasons + orphans(of: applicable.map(\.requirement.name), packages).map(LockMismatch.notRequired)
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
        if let url = requirement.url, let reference = SourceReference(url) {
            if package.built?.source.answers(reference) != true { reasons.append(.urlChanged(declared)) }
            return reasons
        }
        if package.built?.source.isTree == true { return reasons + [.urlChanged(declared)] }
        if !declared.hashes.isEmpty, !package.wheels.allSatisfy({ declared.hashes.contains($0.sha256) }) {
            reasons.append(.hashRefused(declared))
        }
        if let digest = requirement.url.flatMap(DistributionFile.init(direct:))?.sha256,
            !package.wheels.allSatisfy({ $0.sha256 == digest })
        {
            reasons.append(.hashRefused(declared))
        }
        let url = requirement.url.map(DistributionFile.location)
        if let url, !package.wheels.contains(where: { $0.url == url }) { reasons.append(.urlChanged(declared)) }
        if url == nil, package.index == nil, !package.wheels.allSatisfy({ $0.url.hasPrefix("file:") }) {
            reasons.append(.urlChanged(declared))
        }
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
        case .indexesChanged: "the package indexes changed"
        case .prereleasesChanged: "the choice about pre-releases changed"
        case .buildsChanged: "the choice about building from source changed"
        case .sourceChanged(let name): "the directory that \(name) is built from changed"
        case .notLocked(let declared): "\(declared) is not locked"
        case .versionRefused(let declared, let locked): "\(declared) does not accept the locked version \(locked)"
        case .extraMissing(let declared, let extra): "\(declared) asks for the extra '\(extra)', which is not locked"
        case .hashRefused(let declared): "\(declared) does not accept the hash of the locked file"
        case .urlChanged(let declared): "\(declared) comes from another place than the locked file"
        case .notRequired(let name): "\(name) is not required any more"
        }
    }
}
