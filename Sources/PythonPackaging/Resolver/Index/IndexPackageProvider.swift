import Digests

/// Supplies the resolver with the wheels of an index, and with those that requirements name by URL.
public actor IndexPackageProvider: PackageProvider {
    private let source: any DistributionSource
    private let platform: TargetPlatform
    private let hashes: [PackageName: Set<SHA256Digest>]
    private let references: [PackageName: String]
    private let requiresHashes: Bool
    private var tables: [PackageName: ReleaseTable] = [:]
    private var metadata: [DistributionFile: CoreMetadata] = [:]

    /// Creates a provider for one target.
    ///
    /// - Parameters:
    ///   - source: An ``IndexClient``, or another place that files and metadata come from.
    ///   - platform: The target that wheels must fit.
    ///   - requirements: The user's requirements, whose hashes limit the files of their packages, and whose URLs take
    ///     the place of an index.
    ///   - constraints: Further requirements whose hashes count.
    ///   - overrides: Requirements that count instead of those on the same packages.
    ///   - requiresHashes: Whether packages without any hash among the requirements cannot be used either, as pip's
    ///     `--require-hashes` has it.
    public init(
        source: any DistributionSource,
        platform: TargetPlatform,
        requirements: [DeclaredRequirement] = [],
        constraints: [DeclaredRequirement] = [],
        overrides: [DeclaredRequirement] = [],
        requiresHashes: Bool = false,
        sources: SourcePolicy = SourcePolicy()
    ) {
        let overridden = Set(overrides.map(\.requirement.name))
        let stated = requirements.filter { !overridden.contains($0.requirement.name) } + overrides
        let environment = platform.markerEnvironment
        let applicable = stated.filter { $0.requirement.applies(to: environment) }
        let limits = constraints.filter { $0.requirement.applies(to: environment) }
        var hashes: [PackageName: Set<SHA256Digest>] = [:]
        for declared in applicable + limits where !declared.hashes.isEmpty {
            let allowed = Set(declared.hashes)
            hashes[declared.requirement.name] = hashes[declared.requirement.name]?.intersection(allowed) ?? allowed
        }
        var references: [PackageName: String] = [:]
        for declared in applicable {
            guard let url = declared.requirement.url, references[declared.requirement.name] == nil else { continue }
            references[declared.requirement.name] = url
        }
        self.references = references
        self.source = source
        self.platform = platform
        self.hashes = hashes
        self.requiresHashes = requiresHashes
    }

    /// Returns every version of a package, newest first.
    public func candidates(of package: PackageName) async throws -> [Candidate] {
        try await table(of: package).candidates
    }

    /// Returns the version of the wheel that a requirement names by URL.
    public func candidate(of package: PackageName, at url: String) async throws -> Candidate? {
        try await table(of: package).candidates.first
    }

    /// Returns the requirements that the best wheel of a version states.
    public func dependencies(of package: PackageName, version: Version) async throws -> [Requirement] {
        guard let file = try await wheel(for: package, version: version) else { return [] }
        let metadata = try await metadata(of: file)
        guard metadata.name == package, metadata.version == version else {
            let found = "\(metadata.name.normalized) \(metadata.version)"
            throw UnusableVersion(.noMetadata("\(file.filename) says that it is \(found)"))
        }
        if let requiresPython = metadata.requiresPython,
            !requiresPython.contains(platform.pythonVersion.version)
        {
            throw UnusableVersion(.requiresPython(requiresPython.description))
        }
        return metadata.requiresDist
    }

    /// Returns the extras that the best wheel of a version states.
    public func extras(of package: PackageName, version: Version) async throws -> [PackageName]? {
        guard let file = try await wheel(for: package, version: version) else { return nil }
        return try await metadata(of: file).providesExtra
    }

    /// Returns the file to install of a version.
    ///
    /// - Parameters:
    ///   - package: The package.
    ///   - version: The chosen version.
    /// - Returns: The best wheel for the target, or `nil` if the version has none.
    /// - Throws: What keeps the source from listing the files.
    public func wheel(for package: PackageName, version: Version) async throws -> DistributionFile? {
        try await table(of: package).releases[version]?.wheel
    }

    private func table(of package: PackageName) async throws -> ReleaseTable {
        if let table = tables[package] { return table }
        var table: ReleaseTable
        var hasHash = hashes[package] != nil
        if let reference = references[package] {
            let file = try await source.wheel(at: reference)
            hasHash = hasHash || DistributionFile(direct: reference)?.sha256 != nil
            table = ReleaseTable(files: file.map { [$0] } ?? [], platform: platform, hashes: hashes[package])
        } else {
            table = try await Self.table(of: package, source, platform, hashes[package])
        }
        if requiresHashes, !hasHash { table.refuse(.hashMissing) }
        tables[package] = table
        return table
    }

    /// Lists and groups the files outside of the actor, so that packages do not wait for each other.
    private static func table(
        of package: PackageName,
        _ source: any DistributionSource,
        _ platform: TargetPlatform,
        _ hashes: Set<SHA256Digest>?
    ) async throws -> ReleaseTable {
        do {
            return ReleaseTable(files: try await source.files(of: package), platform: platform, hashes: hashes)
        } catch let error as IndexError where error.kind == .projectNotFound {
            throw UnknownPackage(package)
        }
    }

    private func metadata(of file: DistributionFile) async throws -> CoreMetadata {
        if let known = metadata[file] { return known }
        do {
            let read = try await source.metadata(of: file)
            metadata[file] = read
            return read
        } catch let error as CoreMetadataError {
            throw UnusableVersion(.noMetadata("\(error)"))
        } catch let error as IndexError where error.kind == .invalidMetadata {
            throw UnusableVersion(.noMetadata("\(error.subject): \(error.detail)"))
        }
    }
}
