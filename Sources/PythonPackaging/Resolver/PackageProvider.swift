/// Supplies the resolver with versions and their dependencies.
///
/// The resolver asks for several packages at once and never twice for the same thing. Its result does not depend on
/// the order in which answers arrive.
public protocol PackageProvider: Sendable {
    /// Returns every known version of a package, newest first, with the reason if one cannot be used.
    ///
    /// - Parameter package: The package to look up.
    /// - Returns: The versions; each appears once.
    /// - Throws: ``UnknownPackage`` if there is no such package; any other error ends the resolution.
    func candidates(of package: PackageName) async throws -> [Candidate]

    /// Returns the `Requires-Dist` entries of a version as they stand, for any platform and extra.
    ///
    /// - Parameters:
    ///   - package: The package to look up.
    ///   - version: One of its usable candidates.
    /// - Returns: The requirements, whose markers the resolver evaluates.
    /// - Throws: ``UnusableVersion`` if this version turns out not to be usable; any other error ends the resolution.
    func dependencies(of package: PackageName, version: Version) async throws -> [Requirement]

    /// Returns the extras that a version offers, or `nil` if that is not known.
    ///
    /// - Parameters:
    ///   - package: The package to look up.
    ///   - version: One of its usable candidates.
    /// - Returns: The names of its extras (`Provides-Extra`).
    /// - Throws: Any error, which ends the resolution.
    func extras(of package: PackageName, version: Version) async throws -> [PackageName]?

    /// Returns the only candidate of a package that is required by URL, or `nil` if this provider reads no URLs.
    ///
    /// - Parameters:
    ///   - package: The package that the URL is said to hold.
    ///   - url: The URL of the requirement.
    /// - Returns: The version found there.
    /// - Throws: Any error, which ends the resolution.
    func candidate(of package: PackageName, at url: String) async throws -> Candidate?

    /// Returns whether the dependencies of a version cost so little that they may be asked for before they are needed.
    ///
    /// - Parameters:
    ///   - package: The package to look up.
    ///   - version: One of its usable candidates.
    /// - Returns: `false` if the answer takes a build, for example.
    func isForeseeable(_ package: PackageName, version: Version) async -> Bool

    /// Offers, from now on, also the versions whose `Requires-Python` only the target's newer Python exceeds.
    ///
    /// - Returns: Whether there are such versions among those that were asked for.
    func ignorePythonUpperBounds() async -> Bool
}

extension PackageProvider {
    /// Returns `nil`: the extras are not known.
    public func extras(of package: PackageName, version: Version) async throws -> [PackageName]? { nil }

    /// Returns `true`: dependencies may be asked for at any time.
    public func isForeseeable(_ package: PackageName, version: Version) async -> Bool { true }

    /// Returns `false`: no version is refused for an upper bound.
    public func ignorePythonUpperBounds() async -> Bool { false }

    /// Returns `nil`: this provider reads no URLs.
    public func candidate(of package: PackageName, at url: String) async throws -> Candidate? { nil }
}

/// A version of a package.
public struct Candidate: Hashable, Sendable {
    /// The version.
    public let version: Version
    /// Why the version cannot be used; `nil` if it can.
    public let unusable: UnusableReason?

    /// Creates a candidate.
    public init(version: Version, unusable: UnusableReason? = nil) {
        self.version = version
        self.unusable = unusable
    }
}

/// Why a version cannot be used for the target.
public enum UnusableReason: Hashable, Sendable {
    /// It asks for another Python, with its `Requires-Python` specifiers.
    case requiresPython(String)
    /// None of its wheels fits; with the tags that its wheels have, in any order.
    case noCompatibleWheel(tags: [String])
    /// It was published as a source distribution only.
    case onlySourceDistribution
    /// It has no source distribution, and its wheels are not wanted (`--no-binary`).
    case noSourceDistribution
    /// It was withdrawn (PEP 592), with the reason its authors gave.
    case yanked(reason: String?)
    /// None of its wheels has a hash that the requirements allow.
    case excludedByHash
    /// The requirements state no hash for it, though every package needs one.
    case hashMissing
    /// Its metadata cannot be read, with what is wrong.
    case noMetadata(String)
}

/// Says that a provider has no package of a name.
public struct UnknownPackage: Error, Hashable, Sendable {
    /// The name that was asked for.
    public let name: PackageName

    /// Creates an error for a name.
    public init(_ name: PackageName) {
        self.name = name
    }
}

/// Says that a candidate cannot be used after all.
public struct UnusableVersion: Error, Hashable, Sendable {
    /// Why it cannot be used.
    public let reason: UnusableReason

    /// Creates an error with a reason.
    public init(_ reason: UnusableReason) {
        self.reason = reason
    }
}
