/// A statement about the world that the solver builds on; the terms of its incompatibilities tell the versions.
enum Fact: Sendable {
    /// The user asks for a package.
    case declared(DeclaredRequirement, AppliedRequirement, package: SolverPackage)
    /// Versions of a package, or of one with an extra, depend on another.
    case dependency(of: SolverPackage, AppliedRequirement, package: SolverPackage)
    /// Versions of a package depend on another, each in its own way; told as one.
    case dependencies(of: SolverPackage, package: SolverPackage)
    /// The user limits the versions of a package.
    case constraint(DeclaredRequirement, package: SolverPackage)
    /// Versions cannot be used.
    case unusable(UnusableKind, package: SolverPackage)
    /// A package with an extra is the package itself with more dependencies.
    case extraNeedsPackage
}

/// What keeps versions from being used, without the details of each version.
enum UnusableKind: Int, Hashable, Sendable, CaseIterable {
    case requiresPython
    case noCompatibleWheel
    case onlySourceDistribution
    case noSourceDistribution
    case yanked
    case excludedByHash
    case hashMissing
    case noMetadata
    case prerelease
    case dependencyByURL

    init(_ reason: UnusableReason) {
        switch reason {
        case .requiresPython: self = .requiresPython
        case .noCompatibleWheel: self = .noCompatibleWheel
        case .onlySourceDistribution: self = .onlySourceDistribution
        case .noSourceDistribution: self = .noSourceDistribution
        case .yanked: self = .yanked
        case .excludedByHash: self = .excludedByHash
        case .hashMissing: self = .hashMissing
        case .noMetadata: self = .noMetadata
        }
    }
}
