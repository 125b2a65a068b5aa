import ArtifactCache
import Digests
import ManifestGen
import PythonPackaging

/// Finds sources: downloads archives, looks up commits, reads directories.
struct SourceFinder: Sendable {
    let client: IndexClient
    let builder: SourceBuilder
    /// The project directory, which paths are relative to.
    let root: String

    private static let revisionStage = "git-revision"
    private static let metadataStage = "source-metadata"

    /// Gets a source distribution of an index.
    func tree(of file: DistributionFile, _ package: PackageName) async throws -> SourceTree {
        let blob = try await client.download(file)
        return SourceTree(
            files: .archive(path: blob.path, sha256: blob.digest),
            label: "\(package.normalized) \(file.version) (\(file.filename))",
            locked: .sourceDistribution(
                filename: file.filename,
                url: file.url,
                bytes: blob.bytes,
                sha256: blob.digest
            )
        )
    }

    /// Gets the metadata of a source distribution; `nil` when only a build tells it.
    func staticMetadata(of file: DistributionFile) async throws -> [UInt8]? {
        let key = file.sha256.map { ResultKey(stage: Self.metadataStage, input: $0) }
        if let key, let record = try builder.store.result(for: key) { return record.value.isEmpty ? nil : record.value }
        let blob = try await client.download(file)
        let content = try SourceArchive(path: blob.path, label: file.filename).staticMetadata()
        if let key {
            try builder.store.record(ActionResult(value: content ?? []), for: key, durability: .relaxed)
        }
        return content
    }

    /// Finds what a requirement refers to.
    ///
    /// - Parameters:
    ///   - reference: the source.
    ///   - hashes: the digests that an archive may have; any when empty.
    ///   - commit: the commit that is locked, if one is.
    /// - Returns: the source.
    /// - Throws: why it cannot be found.
    func tree(
        of reference: SourceReference,
        hashes: [SHA256Digest] = [],
        commit: String? = nil
    ) async throws -> SourceTree {
        let allowed = hashes + [reference.sha256].compactMap(\.self)
        let label = reference.description
        switch reference.place {
        case .directory(let path):
            let snapshot = try DirectorySnapshot(absolute(path), label: label)
            return SourceTree(
                files: .directory(snapshot),
                subdirectory: reference.subdirectory,
                label: label,
                locked: .directory(path: path, subdirectory: reference.subdirectory, digest: snapshot.digest)
            )
        case .localArchive(let path):
            guard let digest = SHA256Digest(ofFileAt: absolute(path)) else {
                throw BuildFailure(
                    .badInput,
                    code: "bad-source",
                    "\(label) cannot be read.",
                    hint: "Paths are relative to the project directory."
                )
            }
            try Self.check(digest, allowed, label)
            return archive(.path(path), absolute(path), digest, FileIdentity(at: absolute(path))?.bytes, reference)
        case .remoteArchive(let url):
            client.authorize(url)
            let file = DistributionFile(archiveAt: url, sha256: reference.sha256)
            let blob = try await client.download(file)
            try Self.check(blob.digest, allowed, label)
            return archive(.url(file.url), blob.path, blob.digest, blob.bytes, reference)
        case .repository(let url, let revision):
            return try await repository(url, revision, commit, reference)
        }
    }

    private func archive(
        _ place: LockFile.ArchivePlace,
        _ path: String,
        _ digest: SHA256Digest,
        _ bytes: UInt64?,
        _ reference: SourceReference
    ) -> SourceTree {
        SourceTree(
            files: .archive(path: path, sha256: digest),
            subdirectory: reference.subdirectory,
            label: reference.description,
            locked: .archive(place, bytes: bytes, sha256: digest, subdirectory: reference.subdirectory)
        )
    }

    private func repository(
        _ url: String,
        _ revision: String?,
        _ locked: String?,
        _ reference: SourceReference
    ) async throws -> SourceTree {
        let control = ChildControl()
        let shownURL = reference.repositoryURL ?? ""
        let repository = try GitRepository(
            url: url,
            shownURL: shownURL,
            environment: builder.environment,
            control: control
        )
        let found: String
        if let locked {
            found = locked
        } else {
            found = try await commit(of: revision, in: repository, control)
        }
        return SourceTree(
            files: .commit(found, repository),
            subdirectory: reference.subdirectory,
            label: reference.description,
            locked: .repository(
                url: shownURL,
                requestedRevision: revision,
                commit: found,
                subdirectory: reference.subdirectory
            )
        )
    }

    /// Asks the repository, or without the network the store, for a commit.
    private func commit(
        of revision: String?,
        in repository: GitRepository,
        _ control: ChildControl
    ) async throws -> String {
        if let revision, GitRepository.isObjectName(revision) { return revision }
        let name = "\(repository.shownURL)\n\(revision ?? "")"
        let key = ResultKey(stage: Self.revisionStage, input: SHA256Digest(of: name))
        if builder.isOffline {
            guard let known = try builder.store.result(for: key) else {
                throw BuildFailure(
                    .unavailable,
                    code: "not-cached",
                    "\(repository.shownURL) was not read before, and the network is not used (--offline).",
                    hint: "Run once without --offline."
                )
            }
            return String(decoding: known.value, as: UTF8.self)
        }
        let environment = builder.environment
        let found = try await SourceBuilder.offload(endingWith: control) { () throws(BuildFailure) in
            if let found = try repository.commit(of: revision) { return found }
            guard let revision else {
                throw BuildFailure(.badInput, code: "no-revision", "\(repository.shownURL) has no commits.")
            }
            let scratch = try ScratchDirectory(environment: environment)
            CriticalSection.outputs.onExit {
                control.end()
                scratch.remove()
            }
            defer { scratch.remove() }
            return try repository.commit(abbreviated: revision, cloningTo: "\(scratch.path)/clone")
        }
        try builder.store.record(ActionResult(value: Array(found.utf8)), for: key, durability: .relaxed)
        return found
    }

    private func absolute(_ path: String) -> String {
        path.hasPrefix("/") ? path : "\(root)/\(path)"
    }

    private static func check(
        _ digest: SHA256Digest,
        _ allowed: [SHA256Digest],
        _ label: String
    ) throws(BuildFailure) {
        guard allowed.isEmpty || allowed.contains(digest) else {
            throw BuildFailure(
                .badInput,
                code: "digest-mismatch",
                "\(label) has the SHA-256 \(digest.hex), which the requirement does not allow.",
                hint: "If the source was meant to change, change the hash; if not, do not use it."
            )
        }
    }
}
