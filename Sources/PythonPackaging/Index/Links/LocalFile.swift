import Digests

/// A regular file, told from other content at the same path by its size and times.
struct LocalFile {
    let path: String
    private let state: FileIdentity

    /// Looks at the file at `path`; `nil` when there is none, with the reason in `errno`.
    init?(at path: String) {
        guard let state = FileIdentity(at: path) else { return nil }
        self.path = path
        self.state = state
    }

    /// The size in bytes.
    var bytes: UInt64 { state.bytes }

    /// Names path and state.
    var identity: SHA256Digest {
        SHA256Digest(of: "\(path)\n\(state.bytes) \(state.inode) \(state.modified) \(state.changed)")
    }

    /// Whether another content would show in ``identity``.
    var isSettled: Bool { state.isSettled(at: FileIdentity.now) }
}
