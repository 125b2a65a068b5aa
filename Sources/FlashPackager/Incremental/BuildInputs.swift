import ArtifactCache
import Digests

/// A project with the digests of its files, and the store its results are kept in.
struct BuildInputs: Sendable {
    let project: Project
    let store: ArtifactStore
    /// The digest of every file of the project, in the order of its files.
    let digests: [SHA256Digest]

    /// Finds and reads the files of the project that `options` name.
    init(_ options: BuildOptions) throws(BuildFailure) {
        let project = try Project(options)
        let store = try ArtifactStore(options)
        digests = try FileDigests(root: project.root, store: store)
            .digests(of: project.files, listedAt: project.listedAt)
        self.project = project
        self.store = store
    }
}
