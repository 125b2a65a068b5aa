/// One version of each package that the requirements need, all compatible with each other.
public struct Resolution: Sendable {
    /// The packages, sorted by name.
    public let packages: [ResolvedPackage]
    /// The requirements that were dropped because their packages are excluded.
    public let excluded: [PackageName: [DroppedRequirement]]
    /// Exclusions that covered no requirement.
    public let unmatchedExclusions: [ExclusionPattern]
    /// Extras that were asked for and that the chosen versions do not offer.
    public let missingExtras: [MissingExtra]
    /// The names of all packages that were chosen or excluded, sorted.
    public let namesSeen: [PackageName]

    /// Returns the chosen version of a package.
    ///
    /// - Parameter name: The package to look for.
    /// - Returns: The package, or `nil` if the requirements do not need it.
    public subscript(name: PackageName) -> ResolvedPackage? {
        var range = packages[...]
        while let middle = range.indices.isEmpty ? nil : range.startIndex + range.count / 2 {
            if range[middle].name == name { return range[middle] }
            range = range[middle].name < name ? range[(middle + 1)...] : range[..<middle]
        }
        return nil
    }
}

/// A package with its chosen version.
public struct ResolvedPackage: Hashable, Sendable {
    /// The package.
    public let name: PackageName
    /// The chosen version.
    public let version: Version
    /// The extras that something asks for, sorted.
    public let extras: [PackageName]
    /// The packages that it needs itself, also through its extras, sorted; excluded ones are not among them.
    public let dependencies: [PackageName]
    /// What asks for it: first the user's own requirements, then packages by name.
    public let requiredBy: [Requirer]

    /// Those of the extras that packages ask for, sorted.
    public var extrasForPackages: [PackageName] {
        let asked = requiredBy.flatMap { requirer in
            if case .package(_, _, _, let requirement) = requirer { requirement.extras } else { [] as [PackageName] }
        }
        return extras.filter(asked.contains)
    }
}

/// What asks for a package.
public enum Requirer: Hashable, Sendable {
    /// A requirement of the user.
    case declared(DeclaredRequirement)
    /// A chosen package, with the extra that asks and its `Requires-Dist` entry.
    case package(PackageName, Version, extra: PackageName?, Requirement)
}

/// A requirement that was not followed because its package is excluded.
public struct DroppedRequirement: Hashable, Sendable {
    /// What asked for the package.
    public let requirer: Requirer
    /// The exclusion that covers it.
    public let pattern: ExclusionPattern
}

/// An extra that the chosen version of a package does not offer.
public struct MissingExtra: Hashable, Sendable {
    /// The package.
    public let package: PackageName
    /// Its chosen version.
    public let version: Version
    /// The extra that something asks for.
    public let extra: PackageName
    /// What asks for it.
    public let requirer: Requirer
    /// The extras that there are.
    public let available: [PackageName]
}
