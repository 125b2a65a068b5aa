import Digests
import ManifestGen

/// What a finished build leaves in the store, for the next one to find that nothing has changed.
struct BuildRecord: Codable, Sendable {
    /// A file outside the packaged ones that the build read, by its absolute path; without a digest there was none.
    struct ReadFile: Codable, Hashable, Sendable {
        var path: String
        var digest: SHA256Digest?

        /// Whether the file has the same content now.
        var isCurrent: Bool { SHA256Digest(ofFileAt: path) == digest }
    }

    /// A directory that a package was built from, by its absolute path.
    struct ReadDirectory: Codable, Hashable, Sendable {
        var path: String
        var digest: SHA256Digest

        /// Whether its files have the same contents now.
        var isCurrent: Bool { (try? DirectorySnapshot(path, label: path))?.digest == digest }
    }

    /// The name of all other inputs.
    var fingerprint: SHA256Digest
    /// The requirement files, the files they include, local wheels, and the lock file.
    var reads: [ReadFile]
    /// The directories that packages were built from.
    var directories: [ReadDirectory]
    /// The digest of the environment, when requirement files quote it.
    var environment: SHA256Digest?
    /// The archive that was published.
    var archive: FileIdentity
    /// Whether the archive cannot have changed since without its identity changing too.
    var isArchiveSettled: Bool
    /// The form of the packages in the archive.
    var form: PackageForm
    /// The wheels in the archive.
    var wheels: [SHA256Digest]
    /// What the build told while it ran.
    var events: [RecordedEvent]
    /// What it told at its end.
    var report: BuildReport
}

/// An event that is told again when the build need not be.
enum RecordedEvent: Codable, Sendable {
    case warning(String)
    case diagnostic(Diagnostic)

    /// `nil` for events that are about the progress of a build.
    init?(_ event: BuildEvent) {
        switch event {
        case .warning(let message): self = .warning(message)
        case .diagnostic(let diagnostic): self = .diagnostic(diagnostic)
        default: return nil
        }
    }

    var event: BuildEvent {
        switch self {
        case .warning(let message): .warning(message)
        case .diagnostic(let diagnostic): .diagnostic(diagnostic)
        }
    }
}
