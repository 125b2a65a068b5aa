import Digests

extension ArtifactStore {
    /// Finds the blobs that the store holds and marks them as used since the lease began, so that they stay.
    ///
    /// Marking costs a write only for the first use of a blob by this store. It need not survive a power cut,
    /// because the lease does not either. A result that names the blobs is marked with them if its `key` is given.
    func hold(
        _ digests: [SHA256Digest],
        in index: StoreIndex,
        for key: ResultKey? = nil
    ) throws(StoreError) -> [SHA256Digest: BlobRow] {
        var rows: [SHA256Digest: BlobRow] = [:]
        for digest in digests where rows[digest] == nil {
            if let row = try index.blob(digest) { rows[digest] = row }
        }
        let unmarked = rows.values.filter { $0.used < lease.start }
        if !unmarked.isEmpty || key != nil {
            let now = usedNow
            try index.database.transaction(.relaxed) { () throws(StoreError) in
                for row in unmarked where try !index.markUsed(row.digest, at: now) {
                    rows[row.digest] = nil
                }
                if let key { try index.markUsed(key, at: now) }
            }
        }
        for row in rows.values where !row.isInline {
            // A file of another size is damaged; one that is gone was removed by hand.
            if try FileStatus.at(layout.blob(row.digest))?.bytes != row.bytes { rows[row.digest] = nil }
        }
        return rows
    }
}
