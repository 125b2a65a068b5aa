public import Digests

extension ArtifactStore {
    /// The blobs that are files of their own, in no particular order.
    public func largeBlobs() throws(StoreError) -> [SHA256Digest] {
        var digests: [SHA256Digest] = []
        try forEachBlob { (_, row) throws(StoreError) in
            if let row, !row.isInline { digests.append(row.digest) }
        }
        return digests
    }

    /// Whether a result is recorded for `key` and all its blobs are in the store; unlike ``result(for:)``, asking is no use.
    public func hasResult(for key: ResultKey) throws(StoreError) -> Bool {
        try withIndex { (index) throws(StoreError) in
            guard let row = try index.result(for: key) else { return false }
            for digest in row.result.blobs where try index.blob(digest) == nil { return false }
            return true
        }
    }

    /// Removes blobs that this store is done with, even if it used them itself.
    ///
    /// A blob stays that another open store may rely on: one that was used since that store was opened.
    ///
    /// - Parameter digests: The blobs; those the store lacks are of no account.
    /// - Returns: What was removed; its ``PruneReport/keptBytes`` is 0.
    public func discard(_ digests: [SHA256Digest]) throws(StoreError) -> PruneReport {
        var report = PruneReport()
        guard !digests.isEmpty else { return report }
        try withIndex { (index) throws(StoreError) in
            try index.database.transaction { () throws(StoreError) in
                let limit = try Lease.oldestStart(in: layout, except: lease) ?? .max
                for digest in digests {
                    guard let row = try index.blob(digest), row.used < limit else { continue }
                    if !row.isInline { try Directory.remove(layout.blob(digest)) }
                    try index.remove(digest)
                    report.remove(row.bytes)
                    report.removedBlobs += 1
                }
            }
        }
        return report
    }
}
