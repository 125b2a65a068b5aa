import ArtifactCache
import Digests
import HTTPTransport
import ManifestGen
import PythonPackaging

/// The files of the indexes, with source distributions and other sources turned into wheels where that is asked for.
actor SourceDistributions: DistributionSource {
    /// A wheel with the source it was made of.
    struct Built: Sendable {
        var wheel: BuiltWheel
        var source: LockFile.Source

        /// How the lock file records it.
        var locked: LockFile.Built {
            LockFile.Built(source: source, filename: wheel.filename, sha256: wheel.sha256, bytes: wheel.bytes)
        }
    }

    private let client: IndexClient
    private let builder: SourceBuilder
    private let finder: SourceFinder
    private var declared: [String: DeclaredRequirement] = [:]
    private var references: [String: Task<Built, any Error>] = [:]
    private var distributions: [DistributionFile: Task<Built, any Error>] = [:]
    private var metadata: [DistributionFile: CoreMetadata] = [:]

    /// Creates a view of `client`'s files.
    ///
    /// - Parameters:
    ///   - client: the indexes.
    ///   - builder: what builds.
    ///   - root: the project directory, which paths are relative to.
    init(client: IndexClient, builder: SourceBuilder, root: String) {
        self.client = client
        self.builder = builder
        finder = SourceFinder(client: client, builder: builder, root: root)
    }

    /// The same for paths relative to another directory.
    nonisolated func moved(to directory: String, client: IndexClient) -> SourceDistributions {
        SourceDistributions(client: client, builder: builder, root: directory)
    }

    /// Takes note of the project's requirements, which say what their sources are to be.
    func expect(_ requirements: [DeclaredRequirement]) {
        for requirement in requirements {
            guard let url = requirement.requirement.url, declared[url] == nil else { continue }
            declared[url] = requirement
        }
    }

    /// Builds what a lock file records again.
    ///
    /// - Parameters:
    ///   - name: the locked package.
    ///   - version: its version.
    ///   - source: what it was built from.
    /// - Returns: the wheel, which is in the store.
    /// - Throws: why the source cannot be found or built.
    func rebuilt(_ name: PackageName, _ version: Version, _ source: LockFile.Source) async throws -> BuiltWheel {
        let promise = WheelPromise(name: name, version: version)
        let tree: SourceTree
        switch source {
        case .sourceDistribution(let filename, let url, let bytes, let sha256):
            guard let file = DistributionFile(sourceDistribution: filename, url: url, bytes: bytes, sha256: sha256)
            else { throw BuildFailure(.badInput, code: "bad-source", "\(filename) is not the name of a source.") }
            tree = try await finder.tree(of: file, name)
        case .directory, .archive, .repository:
            let known = declared.values.first { $0.requirement.name == name }?.requirement.url
            guard let reference = known.flatMap({ SourceReference($0) }) ?? source.reference else {
                throw BuildFailure(.badInput, code: "bad-source", "The locked source of \(name) cannot be read.")
            }
            tree = try await finder.tree(of: reference, hashes: source.hashes, commit: source.commit)
        }
        return try await builder.build(tree, promise: promise)
    }

    func files(of package: PackageName) async throws -> [DistributionFile] {
        try await client.files(of: package)
    }

    nonisolated func listing(of package: PackageName) async throws -> PythonPackaging.ProjectListing {
        try await client.listing(of: package)
    }

    func wheel(at reference: String) async throws -> DistributionFile? {
        guard let source = SourceReference(reference) else { return try await client.wheel(at: reference) }
        return try await built(reference, source).wheel.file
    }

    /// Returns what a wheel was made of; `nil` for a wheel that was not built.
    ///
    /// - Parameters:
    ///   - package: the package.
    ///   - file: the file that was chosen for it.
    ///   - reference: the source a requirement names, if one does.
    /// - Returns: the wheel with its source.
    /// - Throws: why the source cannot be found or built.
    func built(_ package: PackageName, _ file: DistributionFile, reference: String?) async throws -> Built? {
        if let reference, let source = SourceReference(reference) { return try await built(reference, source) }
        return file.kind == .sourceDistribution ? try await built(package, file) : nil
    }

    /// Returns the wheel of a source that no requirement has named yet.
    func built(unnamed requirement: UnnamedRequirement) async throws -> Built {
        try await finish(references, requirement.reference) {
            try await self.build(requirement.source, WheelPromise(), requirement.hashes, at: requirement.origin)
        } keep: {
            self.references[requirement.reference] = $0
        }
    }

    func metadata(of file: DistributionFile) async throws -> CoreMetadata {
        guard file.kind == .sourceDistribution else { return try await client.metadata(of: file) }
        if let known = metadata[file] { return known }
        guard let name = SourceFilename(file.filename)?.name else {
            throw BuildFailure(.badInput, code: "bad-source", "\(file.filename) is not the name of a source.")
        }
        let found: CoreMetadata
        if let content = try await finder.staticMetadata(of: file) {
            found = try CoreMetadata(content)
        } else {
            found = try await client.metadata(of: built(name, file).wheel.file)
        }
        metadata[file] = found
        return found
    }

    nonisolated func isForeseeable(_ file: DistributionFile) async -> Bool {
        file.kind == .wheel ? await client.isForeseeable(file) : false
    }

    private func built(_ reference: String, _ source: SourceReference) async throws -> Built {
        let requirement = declared[reference]
        return try await finish(references, reference) {
            try await self.build(
                source,
                WheelPromise(name: requirement?.requirement.name),
                requirement?.hashes ?? [],
                at: requirement?.origin
            )
        } keep: {
            self.references[reference] = $0
        }
    }

    private func built(_ package: PackageName, _ file: DistributionFile) async throws -> Built {
        try await finish(distributions, file) {
            let tree = try await self.finder.tree(of: file, package)
            let promise = WheelPromise(name: package, version: file.version)
            do throws(BuildFailure) {
                return Built(wheel: try await self.builder.build(tree, promise: promise), source: tree.locked)
            } catch {
                throw await self.advised(error, package)
            }
        } keep: {
            self.distributions[file] = $0
        }
    }

    private func build(
        _ source: SourceReference,
        _ promise: WheelPromise,
        _ hashes: [SHA256Digest],
        at origin: RequirementOrigin?
    ) async throws -> Built {
        do {
            let tree = try await finder.tree(of: source, hashes: hashes)
            return Built(wheel: try await builder.build(tree, promise: promise), source: tree.locked)
        } catch {
            var failure = BuildFailure(describing: error)
            if let origin, failure.kind != .cancelled { failure.location = failure.location ?? SourceLocation(origin) }
            throw failure
        }
    }

    /// Does a piece of work once for all who ask.
    private func finish<Key: Hashable>(
        _ known: [Key: Task<Built, any Error>],
        _ key: Key,
        _ work: @escaping @Sendable () async throws -> Built,
        keep: (Task<Built, any Error>) -> Void
    ) async throws -> Built {
        let task = known[key] ?? Task { try await work() }
        if known[key] == nil { keep(task) }
        return try await withTaskCancellationHandler {
            try await task.value
        } onCancel: {
            task.cancel()
        }
    }

    /// Names the newest version that needs no build, as the way out.
    private func advised(_ failure: BuildFailure, _ package: PackageName) async -> BuildFailure {
        guard failure.kind == .badInput, let listing = try? await client.listing(of: package) else { return failure }
        var failure = failure
        let advice =
            listing.newestVersionWithWheel(for: builder.platform).map {
                "The newest version of \(package.normalized) with a wheel is \($0): require \(package.normalized)<=\($0), "
                    + "or keep it from being built with `--only-binary \(package.normalized)` in a requirements file."
            } ?? "No version of \(package.normalized) has a wheel for the target."
        failure.hint = [failure.hint, advice].compactMap(\.self).joined(separator: "\n")
        return failure
    }
}
