import Digests

/// Supplies the resolver with the wheels of an index, and with those that requirements name by URL.
public actor IndexPackageProvider: PackageProvider {
    private let source: any DistributionSource
    private let platform: TargetPlatform
    private let hashes: [PackageName: Set<SHA256Digest>]
    private let references: [PackageName: String]
    private let requiresHashes: Bool
    private let sources: SourcePolicy
    private var tables: [PackageName: ReleaseTable] = [:]
    private var metadata: [String: CoreMetadata] = [:]
    private var ignoresPythonUpperBounds = false
    private var refusesByMetadata = false

    /// Creates a provider for one target.
    ///
    /// - Parameters:
    ///   - source: An ``IndexClient``, or another place that files and metadata come from.
    ///   - platform: The target that wheels must fit.
    ///   - requirements: The user's requirements, whose hashes limit the files of their packages, and whose URLs take
    ///     the place of an index.
    ///   - constraints: Further requirements whose hashes and URLs count.
    ///   - overrides: Requirements that count instead of those on the same packages.
    ///   - requiresHashes: Whether packages without any hash among the requirements cannot be used either, as pip's
    ///     `--require-hashes` has it.
    ///   - sources: Which packages may be built from source distributions.
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
        for declared in applicable + limits {
            guard let url = declared.requirement.url, references[declared.requirement.name] == nil else { continue }
            references[declared.requirement.name] = url
        }
        self.references = references
        self.source = source
        self.platform = platform
        self.hashes = hashes
        self.requiresHashes = requiresHashes
        self.sources = sources
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
        if let requiresPython = metadata.requiresPython, !allows(requiresPython) {
            if isExceeded(requiresPython) { refusesByMetadata = true }
            throw UnusableVersion(.requiresPython(requiresPython.description))
        }
        return metadata.requiresDist
    }

    private func allows(_ requiresPython: VersionSpecifiers) -> Bool {
        requiresPython.contains(platform.pythonVersion.version)
            || (ignoresPythonUpperBounds && isExceeded(requiresPython))
    }

    /// Whether the target's Python is refused for being too new, and for nothing else.
    private func isExceeded(_ requiresPython: VersionSpecifiers) -> Bool {
        let version = platform.pythonVersion.version
        return !requiresPython.contains(version) && requiresPython.withoutUpperBounds.contains(version)
    }

    /// Offers the versions whose `Requires-Python` only the target's newer Python exceeds.
    public func ignorePythonUpperBounds() async -> Bool {
        guard !ignoresPythonUpperBounds else { return false }
        let hasRefused = tables.values.contains { table in
            table.candidates.contains { candidate in
                guard case .requiresPython(let text) = candidate.unusable else { return false }
                return (try? VersionSpecifiers(text)).map(isExceeded) ?? false
            }
        }
        guard hasRefused || refusesByMetadata else { return false }
        ignoresPythonUpperBounds = true
        tables = [:]
        return true
    }

    /// Returns the `Requires-Python` of a version that was chosen although the target's Python exceeds it.
    ///
    /// - Parameters:
    ///   - package: The package.
    ///   - version: The chosen version.
    /// - Returns: The specifiers, or `nil` if they allow the target.
    /// - Throws: What keeps the source from giving the metadata.
    public func exceededPython(of package: PackageName, version: Version) async throws -> VersionSpecifiers? {
        guard ignoresPythonUpperBounds, let file = try await wheel(for: package, version: version) else { return nil }
        let listed = file.requiresPython.flatMap { try? VersionSpecifiers($0) }
        let stated = try await metadata(of: file).requiresPython
        return [stated, listed].lazy.compactMap(\.self).first(where: isExceeded)
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
    /// - Returns: The best wheel for the target, or the source distribution to build; `nil` if the version has neither.
    /// - Throws: What keeps the source from listing the files.
    public func wheel(for package: PackageName, version: Version) async throws -> DistributionFile? {
        try await table(of: package).wheel(of: version)
    }

    private func table(of package: PackageName) async throws -> ReleaseTable {
        if let table = tables[package] { return table }
        var table: ReleaseTable
        var hasHash = hashes[package] != nil
        let ignoresBounds = ignoresPythonUpperBounds
        if let reference = references[package] {
            let file = try await source.wheel(at: reference)
            let built = SourceReference(reference)
            hasHash = hasHash || (built?.sha256 ?? DistributionFile(direct: reference)?.sha256) != nil
            // Hashes that are given for a source are those of the source, not those of the wheel made of it.
            let allowed = built == nil ? hashes[package] : nil
            table = ReleaseTable(
                listing: ProjectListing(files: file.map { [$0] } ?? []),
                platform: platform,
                hashes: allowed
            )
        } else {
            table = try await Self.table(
                of: package,
                source,
                platform,
                hashes[package],
                sources,
                ignoresBounds
            )
        }
        guard ignoresBounds == ignoresPythonUpperBounds else { return try await self.table(of: package) }
        if requiresHashes, !hasHash { table.refuse(.hashMissing) }
        tables[package] = table
        return table
    }

    /// Whether the dependencies of a version are known without a build, and at hand or worth a request.
    public func isForeseeable(_ package: PackageName, version: Version) async -> Bool {
        guard let file = tables[package]?.wheel(of: version) else { return true }
        return await source.isForeseeable(file)
    }

    /// Lists and groups the files outside of the actor, so that packages do not wait for each other.
    private static func table(
        of package: PackageName,
        _ source: any DistributionSource,
        _ platform: TargetPlatform,
        _ hashes: Set<SHA256Digest>?,
        _ sources: SourcePolicy,
        _ ignoresPythonUpperBounds: Bool
    ) async throws -> ReleaseTable {
        do {
            return ReleaseTable(
                listing: try await source.listing(of: package),
                platform: platform,
                hashes: hashes,
                usesWheels: sources.usesWheels(of: package),
                usesSources: sources.usesSources(of: package),
                ignoresPythonUpperBounds: ignoresPythonUpperBounds
            )
        } catch let error as IndexError where error.kind == .projectNotFound {
            throw UnknownPackage(package)
        }
    }

    private func metadata(of file: DistributionFile) async throws -> CoreMetadata {
        if let known = metadata[file.url] { return known }
        do {
            let read = try await source.metadata(of: file)
            metadata[file.url] = read
            return read
        } catch let error as CoreMetadataError {
            throw UnusableVersion(.noMetadata("\(error)"))
        } catch let error as IndexError where error.kind == .invalidMetadata && !file.isLocal {
            throw UnusableVersion(.noMetadata("\(error.subject): \(error.detail)"))
        }
    }
}
