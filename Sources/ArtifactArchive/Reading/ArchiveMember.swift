public import Digests

/// A member of a tar archive, as it was found.
public struct ArchiveMember: Hashable, Sendable {
    /// What a member stands for.
    public enum Kind: Hashable, Sendable {
        /// A file with content.
        case file
        /// A directory.
        case directory
        /// A symbolic link and its target.
        case symbolicLink(target: String)
        /// Another name of an earlier member.
        case hardLink(target: String)
        /// A device, pipe or socket.
        case special
    }

    /// The path as the archive states it, which need not be a safe one.
    public let path: String
    /// What the member stands for.
    public let kind: Kind
    /// The permission bits with set-user-ID, set-group-ID and sticky bit.
    public let mode: UInt16
    /// The size of the content, in bytes.
    public let bytes: UInt64
    /// The modification time, in seconds since 1970.
    public let modificationTime: Int64
    /// The digest of a file's content; `nil` for every other kind, and where digests were not asked for.
    public let sha256: SHA256Digest?

    /// Whether any execute permission is set.
    public var isExecutable: Bool { mode & 0o111 != 0 }
}

/// How much of an archive is read before it counts as an attack.
public struct ArchiveLimits: Hashable, Sendable {
    /// The most members.
    public var members: Int
    /// The most bytes of content, all members together.
    public var bytes: UInt64
    /// The most bytes of paths and link targets, all members together.
    public var nameBytes: Int

    /// Creates limits; the defaults are a hundred times what a deployment may have.
    public init(members: Int = 2_000_000, bytes: UInt64 = 128 << 30, nameBytes: Int = 1 << 30) {
        self.members = members
        self.bytes = bytes
        self.nameBytes = nameBytes
    }
}
