#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Identifies the content of a file between builds without reading it, as git's index does.
public struct FileIdentity: Hashable, Sendable, Codable {
    /// The size in bytes.
    public var bytes: UInt64
    /// When the content was last modified, in nanoseconds since 1970.
    public var modified: Int64
    /// When content or attributes were last changed, in nanoseconds since 1970.
    public var changed: Int64
    /// The inode.
    public var inode: UInt64

    /// Creates an identity from what a walk over the project found.
    public init(bytes: UInt64, modified: Int64, changed: Int64, inode: UInt64) {
        self.bytes = bytes
        self.modified = modified
        self.changed = changed
        self.inode = inode
    }

    /// The identity as four numbers: size, times of modification and change, inode.
    package var text: String { "\(bytes) \(modified) \(changed) \(inode)" }

    /// Looks at the regular file at `path`; `nil` when there is none, with the reason in `errno`.
    package init?(at path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        self.init(status)
    }

    /// Looks at an open regular file; `nil` for anything else, with the reason in `errno`.
    package init?(of descriptor: Int32) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return nil }
        self.init(status)
    }

    private init?(_ status: stat) {
        guard status.st_mode & S_IFMT == S_IFREG else {
            errno = status.st_mode & S_IFMT == S_IFDIR ? EISDIR : EINVAL
            return nil
        }
        #if canImport(Darwin)
            let (modified, changed) = (status.st_mtimespec, status.st_ctimespec)
        #else
            let (modified, changed) = (status.st_mtim, status.st_ctim)
        #endif
        self.init(
            bytes: UInt64(clamping: status.st_size),
            modified: Self.nanoseconds(modified),
            changed: Self.nanoseconds(changed),
            inode: UInt64(status.st_ino)
        )
    }

    /// Whether a change after `time`, in nanoseconds since 1970, would show in the identity.
    ///
    /// A file system counts time in steps, up to two seconds long, and a second change within one step leaves the times
    /// as they are ("racy git", https://git-scm.com/docs/racy-git).
    package func isSettled(at time: Int64) -> Bool {
        max(modified, changed) < time - 2_000_000_000
    }

    /// The same for a file that only builds write, one at a time.
    ///
    /// A time with a fraction of a second comes from a file system that counts in steps of the kernel's clock, which are
    /// at most 10 ms long.
    package func isSettledOutput(at time: Int64) -> Bool {
        isSettled(at: time) || (changed % 1_000_000_000 != 0 && max(modified, changed) < time - 50_000_000)
    }

    /// The present time in nanoseconds since 1970.
    package static var now: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return nanoseconds(time)
    }

    private static func nanoseconds(_ time: timespec) -> Int64 {
        Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }
}
