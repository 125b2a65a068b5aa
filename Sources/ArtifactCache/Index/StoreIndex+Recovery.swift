import Digests

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension StoreIndex {
    /// Opens the index of a store, building it from the blobs if it is absent or damaged.
    ///
    /// Rebuilding happens under the store's lock, so that of several processes one does it and the others use the outcome.
    /// The index whose inode is `damaged` proved so in use and is not opened again.
    static func open(
        _ layout: StoreLayout,
        damaged: UInt64? = nil
    ) throws(StoreError) -> (index: StoreIndex, notice: StoreNotice?) {
        if damaged == nil, let index = try StoreIndex(path: layout.index) { return (index, nil) }

        let lock = try OpenFile(layout.lock, O_RDWR | O_CREAT)
        _ = try lock.lock(wait: true)
        if try FileStatus.at(layout.index)?.inode != damaged, let index = try StoreIndex(path: layout.index) {
            return (index, nil)
        }
        let asideName = try setAside(layout)
        let recovered = try rebuild(layout)
        guard let index = try StoreIndex(path: layout.index) else {
            throw StoreError(kind: .corruptIndex, path: layout.index, message: "cannot open the rebuilt index")
        }
        guard asideName != nil || recovered > 0 else { return (index, nil) }
        let cause = asideName.map { "was damaged and is now \($0)" } ?? "was missing"
        return (
            index,
            StoreNotice(
                kind: .indexRebuilt,
                path: layout.index,
                message: "The index of the store \(cause). It was rebuilt from \(recovered) blobs; "
                    + "the results of earlier builds are worked out again."
            )
        )
    }

    /// Moves the files of the index into the quarantine; returns where the main one went.
    ///
    /// A write-ahead log must never meet another database than its own, so it leaves even when it is alone.
    private static func setAside(_ layout: StoreLayout) throws(StoreError) -> String? {
        let aside = layout.quarantineName(for: "index.sqlite")
        let isMoved = try Directory.move(layout.index, to: aside)
        for suffix in ["-wal", "-shm"] {
            try Directory.move(layout.index + suffix, to: aside + suffix)
        }
        try Directory.synchronize(layout.root)
        return isMoved ? aside : nil
    }

    /// Writes a new index that lists the blob files, gives it its name once it is whole, and returns the number of blobs.
    private static func rebuild(_ layout: StoreLayout) throws(StoreError) -> Int {
        let name = layout.temporaryName()
        do {
            try create(at: name)
            let recovered = try list(layout, into: name)
            try OpenFile(name, O_RDWR).synchronize()
            for suffix in ["-wal", "-shm"] { try Directory.remove(name + suffix) }
            try Directory.move(name, to: layout.index)
            try Directory.synchronize(layout.root)
            return recovered
        } catch {
            for suffix in ["", "-wal", "-shm"] { unlink(name + suffix) }
            throw error
        }
    }

    /// Adds every blob file to the index at `path`, as used now: running builds may rely on any of them.
    private static func list(_ layout: StoreLayout, into path: String) throws(StoreError) -> Int {
        guard let index = try StoreIndex(path: path) else { return 0 }
        try index.database.execute("PRAGMA synchronous=OFF")
        let now = Int64(time(nil))
        let count = try index.database.transaction { () throws(StoreError) in
            var count = 0
            for prefix in try Directory.names(in: layout.blobs) {
                for digest in try layout.blobFiles(under: prefix) {
                    guard let status = try FileStatus.at(layout.blob(digest)), status.isRegularFile else { continue }
                    try index.put(BlobRow(digest: digest, bytes: status.bytes, isInline: false, used: now))
                    count += 1
                }
            }
            return count
        }
        try index.database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return count
    }
}

extension StoreLayout {
    /// The files inside `blobs` that are not blobs, nor on the way to become one.
    func foreignFiles() throws(StoreError) -> [String] {
        var paths: [String] = []
        for prefix in try Directory.names(in: blobs) {
            guard try FileStatus.at("\(blobs)/\(prefix)")?.isDirectory == true else {
                paths.append("\(blobs)/\(prefix)")
                continue
            }
            let digests = Set(try blobFiles(under: prefix).map(\.hex))
            paths += try Directory.names(in: "\(blobs)/\(prefix)").filter { !digests.contains($0) }
                .map { "\(blobs)/\(prefix)/\($0)" }
        }
        return paths
    }

    /// The digests whose files are in `blobs/<prefix>`.
    func blobFiles(under prefix: String) throws(StoreError) -> [SHA256Digest] {
        try Directory.names(in: "\(blobs)/\(prefix)").compactMap { name in
            guard name.hasPrefix(prefix), let digest = SHA256Digest(hex: name), digest.hex == name else { return nil }
            return digest
        }
    }
}
