#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A content-addressed store of blobs and of the results of actions, shared by any number of threads and processes.
///
/// A blob is visible only when it is whole and safe from a power cut. What a store has handed out or taken in stays until the
/// store closes: ``prune(keeping:olderThan:)``, in whichever process, leaves it alone.
public final class ArtifactStore: Sendable {
    /// The largest content, in bytes, that ``store(_:)`` keeps in the index instead of in a file of its own.
    public static let inlineLimit = 64 << 10

    /// The store's directory, as an absolute path.
    public let directory: String

    let layout: StoreLayout
    let lease: Lease
    private let index: Guarded<StoreIndex>
    private let notices: Guarded<[StoreNotice]>

    /// Opens the store in `directory`, creating it if it is absent.
    ///
    /// A damaged or missing index is rebuilt from the blobs; ``takeNotices()`` tells.
    ///
    /// - Parameter directory: The store's directory. A relative path starts at the current directory.
    /// - Throws: ``StoreError`` if the directory is not a store, or is not writable.
    public init(directory: String) throws(StoreError) {
        layout = StoreLayout(root: try Directory.absolute(directory))
        self.directory = layout.root
        try layout.prepare()
        lease = try Lease(in: layout)
        let opened = try StoreIndex.open(layout)
        index = Guarded(opened.index)
        notices = Guarded(opened.notice.map { [$0] } ?? [])
        try layout.removeAbandonedFiles()
    }

    /// Returns what the store repaired since it was opened or last asked.
    public func takeNotices() -> [StoreNotice] {
        notices.sync { notices in
            defer { notices = [] }
            return notices
        }
    }

    func notify(_ notice: StoreNotice) {
        notices.sync { $0.append(notice) }
    }

    /// Runs `body` with the index.
    ///
    /// Opens the index anew if it was replaced, and rebuilds it if it proves damaged.
    /// After a rebuild `body` runs a second time, so it must bear that.
    func withIndex<Result>(_ body: (StoreIndex) throws(StoreError) -> Result) throws(StoreError) -> Result {
        try index.withLock { (index) throws(StoreError) in
            if index.database.hasMoved { try reopen(&index, damaged: nil) }
            do throws(StoreError) {
                return try body(index)
            } catch  where error.kind == .corruptIndex {
                try reopen(&index, damaged: try FileStatus.at(layout.index)?.inode)
                return try body(index)
            }
        }
    }

    /// Rebuilds the index, which proved damaged, from the blobs.
    func rebuildIndex() throws(StoreError) {
        try index.withLock { (index) throws(StoreError) in
            try reopen(&index, damaged: try FileStatus.at(layout.index)?.inode)
        }
    }

    private func reopen(_ index: inout StoreIndex, damaged: UInt64?) throws(StoreError) {
        let opened = try StoreIndex.open(layout, damaged: damaged)
        index = opened.index
        if let notice = opened.notice { notify(notice) }
    }

    /// The time to mark things as used with: now, but never before the lease, even if the clock was set back.
    var usedNow: Int64 { max(Int64(time(nil)), lease.start) }
}
