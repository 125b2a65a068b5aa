/// Says why the store could not do what was asked.
public struct StoreError: Error, Hashable, Sendable {
    /// What went wrong, as a word that programs can rely on.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The file system or the user's quota is full.
        case noSpace = "no-space"
        /// The operating system refused access.
        case permissionDenied = "permission-denied"
        /// The file system is mounted read-only.
        case readOnly = "read-only"
        /// A file stands where the store needs a directory.
        case notADirectory = "not-a-directory"
        /// The directory holds something that is not a store.
        case notAStore = "not-a-store"
        /// The store was written by a newer version of this program.
        case unsupportedFormat = "unsupported-format"
        /// The file system cannot lock files.
        case lockingUnsupported = "locking-unsupported"
        /// Other processes kept the index locked for too long.
        case busy
        /// The process may not open more files.
        case tooManyFiles = "too-many-files"
        /// Content does not have the digest that was promised.
        case digestMismatch = "digest-mismatch"
        /// An action result names a blob that the store does not hold.
        case missingBlob = "missing-blob"
        /// The index is damaged; the store rebuilds it, so callers see this only when that failed as well.
        case corruptIndex = "corrupt-index"
        /// No directory for the store can be derived from the environment.
        case noDirectory = "no-directory"
        /// A writer was used after it finished or was cancelled.
        case writerClosed = "writer-closed"
        /// Any other failure of the operating system.
        case inputOutput = "input-output"
    }

    /// What went wrong.
    public let kind: Kind
    /// The file or directory concerned; empty when there is none.
    public let path: String
    /// What was attempted and why it failed, without the path.
    public let message: String
    /// The operating system's error number, if one was reported.
    public let errno: Int32?

    /// Creates an error.
    public init(kind: Kind, path: String, message: String, errno: Int32? = nil) {
        self.kind = kind
        self.path = path
        self.message = message
        self.errno = errno
    }
}

extension StoreError: CustomStringConvertible {
    /// The path and the message in one line.
    public var description: String { path.isEmpty ? message : "\(path): \(message)" }
}
