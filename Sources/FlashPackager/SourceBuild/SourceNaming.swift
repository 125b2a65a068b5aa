import Digests
import HTTPTransport
import PythonPackaging

/// Finds out which packages the sources are that requirement files name by their place only.
struct SourceNaming: Sendable {
    let sources: SourceDistributions
    let client: IndexClient
    let root: String
    let platform: TargetPlatform
    let lock: LockFile?

    /// Turns the unnamed sources of a collection into requirements.
    func name(_ collection: inout RequirementCollection) async throws(BuildFailure) {
        for source in collection.sources
        where source.marker?.evaluate(in: platform.markerEnvironment, extras: []) ?? true {
            do {
                if RequirementCollection.isProject(source.reference, root) {
                    collection.requirements += try await dependencies(of: source)
                } else {
                    collection.requirements.append(source.named(try await name(of: source)))
                }
            } catch {
                throw BuildFailure(describing: error)
            }
        }
        collection.sources = []
    }

    private func name(of source: UnnamedRequirement) async throws -> PackageName {
        if let locked = lock?.packages.first(where: { $0.built?.source.answers(source.source) ?? false }) {
            return locked.name
        }
        return try await sources.built(unnamed: source).wheel.filename.name
    }

    /// What the project itself depends on, where only its build tells.
    private func dependencies(of project: UnnamedRequirement) async throws -> [DeclaredRequirement] {
        let built = try await sources.built(unnamed: project)
        let metadata = try await client.metadata(of: built.wheel.file)
        return metadata.requiresDist.filter { requirement in
            requirement.name != metadata.name
                && requirement.applies(to: platform.markerEnvironment, extras: Set(project.extras))
        }
        .map { requirement in
            DeclaredRequirement(
                Requirement(
                    name: requirement.name,
                    extras: requirement.extras,
                    specifiers: requirement.specifiers,
                    url: requirement.url
                ),
                origin: project.origin
            )
        }
    }
}

extension LockFile.Source {
    /// Whether the files on this machine are not those that are locked.
    ///
    /// - Parameter root: the project directory, which paths are relative to.
    /// - Returns: `false` also for what is not on this machine.
    func isChanged(below root: String) -> Bool {
        func absolute(_ path: String) -> String { path.hasPrefix("/") ? path : "\(root)/\(path)" }
        switch self {
        case .directory(let path, _, let digest):
            return (try? DirectorySnapshot(absolute(path), label: path))?.digest != digest
        case .archive(.path(let path), _, let sha256, _):
            return SHA256Digest(ofFileAt: absolute(path)) != sha256
        case .repository, .archive(.url, _, _, _), .sourceDistribution: return false
        }
    }
}
