public import Digests

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A directory of the store with files unpacked from one of its blobs, to be linked to and never modified.
///
/// Trees spare unpacking again; what is in them can be made anew. So they are the first thing a collection removes.
extension ArtifactStore {
    /// Returns the directory of a tree, which stays until the store closes; `nil` if the store does not hold it.
    ///
    /// The files are not verified: compare their sizes and times, and call ``discardTree(_:bytes:)`` if one is wrong.
    ///
    /// - Parameters:
    ///   - name: Identifies what is in the tree.
    ///   - bytes: The size of all its files.
    public func tree(_ name: SHA256Digest, bytes: UInt64) throws(StoreError) -> String? {
        let path = layout.tree(name, bytes: bytes)
        return try withWriteLock { () throws(StoreError) in
            // The time of the directory is that of its last use, for the collection.
            if utimensat(AT_FDCWD, path, nil, 0) == 0 { return path }
            guard errno == ENOENT else { throw .system("use the directory", path) }
            return nil
        }
    }

    /// Makes a tree, or replaces it.
    ///
    /// - Parameters:
    ///   - name: Identifies what is in the tree.
    ///   - bytes: The size of all its files.
    ///   - fill: Creates the files in the directory it is given, which is empty.
    /// - Returns: The tree's directory.
    /// - Throws: ``StoreError``, or what `fill` throws; nothing is stored then.
    public func makeTree(_ name: SHA256Digest, bytes: UInt64, _ fill: (String) throws -> Void) throws -> String {
        let temporary = layout.temporaryName()
        try Directory.create(temporary)
        defer { try? Directory.removeTree(temporary) }
        let handle = try OpenFile(temporary, O_RDONLY | O_DIRECTORY)
        // The lock tells the collection of abandoned files that this one has an owner.
        _ = try handle.lock(wait: false)
        try fill(temporary)
        try handle.synchronizeFileSystem()
        let path = layout.tree(name, bytes: bytes)
        try Directory.create(layout.trees)
        try withWriteLock { () throws(StoreError) in
            try setAside(path)
            guard try Directory.move(temporary, to: path) else {
                throw .system("publish the directory", temporary, code: ENOENT)
            }
            try Directory.synchronize(layout.trees)
        }
        return path
    }

    /// Removes a tree, if the store holds it.
    public func discardTree(_ name: SHA256Digest, bytes: UInt64) throws(StoreError) {
        try withWriteLock { () throws(StoreError) in try setAside(layout.tree(name, bytes: bytes)) }
    }

    /// The store's trees.
    func trees() throws(StoreError) -> [StoredTree] {
        var trees: [StoredTree] = []
        for name in try Directory.names(in: layout.trees) {
            let path = "\(layout.trees)/\(name)"
            guard let status = try FileStatus.at(path), status.isDirectory else { continue }
            trees.append(StoredTree(path: path, bytes: StoreLayout.treeBytes(name), used: status.modified))
        }
        return trees
    }

    /// Removes the trees a collection removes, those unused for longest first.
    ///
    /// - Parameters:
    ///   - other: The bytes of everything else in the store.
    /// - Returns: The bytes of the trees that are left.
    func pruneTrees(_ plan: PrunePlan, other: UInt64, _ report: inout PruneReport) throws(StoreError) -> UInt64 {
        let trees = try trees().sorted { ($0.used, $0.path) < ($1.used, $1.path) }
        var kept = trees.reduce(0) { $0 &+ $1.bytes }
        for tree in trees {
            try withWriteLock { () throws(StoreError) in
                guard plan.removes(usedAt: tree.used, total: other &+ kept),
                    let used = try FileStatus.at(tree.path)?.modified,
                    used < (try Lease.oldestStart(in: layout) ?? .max)
                else { return }
                try setAside(tree.path)
                kept -= tree.bytes
                report.removedTrees += 1
                report.removedBytes &+= tree.bytes
            }
        }
        return kept
    }

    /// Gives a directory a name of no meaning, and removes it.
    private func setAside(_ path: String) throws(StoreError) {
        let temporary = layout.temporaryName()
        if try Directory.move(path, to: temporary) { try Directory.removeTree(temporary) }
    }

    /// Runs `body` while no other process publishes or collects.
    private func withWriteLock<Result>(_ body: () throws(StoreError) -> Result) throws(StoreError) -> Result {
        try withIndex { (index) throws(StoreError) in
            try index.database.transaction(.relaxed) { () throws(StoreError) in try body() }
        }
    }
}

/// A tree as a collection sees it.
struct StoredTree {
    let path: String
    let bytes: UInt64
    /// When it was last used, in seconds since 1970.
    let used: Int64
}

extension StoreLayout {
    /// The directory of a tree; the size is part of the name, so that counting needs no walk.
    func tree(_ name: SHA256Digest, bytes: UInt64) -> String {
        "\(trees)/\(name.hex).\(bytes)"
    }

    /// The size that the name of a tree's directory states.
    static func treeBytes(_ name: String) -> UInt64 {
        name.split(separator: ".").last.flatMap { UInt64($0) } ?? 0
    }
}
