/// What went wrong while an archive was read or written, and where.
public struct ArchiveError: Error, Hashable, Sendable {
    /// The nature of a failure, for code that reacts to it.
    public enum Kind: Hashable, Sendable {
        /// The file system refused: opening, reading, writing, mapping.
        case inputOutput
        /// The bytes break the format's rules.
        case malformed
        /// The archive ends before what it announces.
        case truncated
        /// The archive uses a feature that is deliberately not read: encryption, other methods, several disks.
        case unsupported
        /// The content does not have the checksum the archive states.
        case checksumMismatch
        /// The content does not have the size the archive states.
        case sizeMismatch
        /// Two entries claim the same bytes.
        case overlappingEntries
        /// The range-fetched tail does not hold the central directory; fetch at least `required` bytes.
        case tailTooShort(required: UInt64)
        /// A file does not have the SHA-256 digest it is named by.
        case digestMismatch
        /// A member's path or type would reach outside the directory it is extracted to.
        case unsafeMember
        /// A path that no archive member can carry.
        case invalidPath
        /// The content is larger than the caller allows.
        case limitExceeded
        /// A file changed while it was being read.
        case sourceChanged
        /// The writer is already finished or failed earlier.
        case misuse
    }

    /// The nature of the failure.
    public var kind: Kind
    /// The path of the archive or file concerned, when there is one.
    public var file: String?
    /// The name of the archive member concerned, when there is one.
    public var entry: String?
    /// What is wrong, in one sentence without file or entry.
    public var message: String

    /// Creates an error.
    public init(_ kind: Kind, file: String? = nil, entry: String? = nil, _ message: String) {
        self.kind = kind
        self.file = file
        self.entry = entry
        self.message = message
    }
}

extension ArchiveError: CustomStringConvertible {
    /// The file, the entry and the message, separated by colons.
    public var description: String {
        [file, entry, message].compactMap(\.self).joined(separator: ": ")
    }
}

extension ArchiveError {
    /// The same error with the file named, unless it names one already.
    func naming(file: String?) -> ArchiveError {
        var error = self
        error.file = error.file ?? file
        return error
    }

    /// The same error with the entry named, unless it names one already.
    func naming(entry: String) -> ArchiveError {
        var error = self
        error.entry = error.entry ?? entry
        return error
    }
}
