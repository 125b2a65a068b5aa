import Digests

extension ArtifactStore {
    /// The blob files that the index does not list.
    ///
    /// A process that died between giving a blob its name and committing the index leaves one, as does a damaged row.
    func orphans() throws(StoreError) -> [SHA256Digest] {
        var orphans: [SHA256Digest] = []
        for prefix in try Directory.names(in: layout.blobs) {
            let digests = try layout.blobFiles(under: prefix)
            let candidates = try withIndex { (index) throws(StoreError) in
                try unlisted(digests, in: index)
            }
            guard !candidates.isEmpty else { continue }
            // Publication has the write lock from before a file appears until its row does: under it, no row means an orphan.
            orphans += try withIndex { (index) throws(StoreError) in
                try index.database.transaction { () throws(StoreError) in
                    try unlisted(candidates, in: index)
                }
            }
        }
        return orphans
    }

    /// Lists an orphan in the index, as used when its file was written; does nothing if it is no longer one.
    func adopt(_ digest: SHA256Digest) throws(StoreError) {
        try withIndex { (index) throws(StoreError) in
            try index.database.transaction { () throws(StoreError) in
                guard let status = try unlistedFile(digest, in: index) else { return }
                try index.put(BlobRow(digest: digest, bytes: status.bytes, isInline: false, used: status.modified))
            }
        }
    }

    private func unlisted(_ digests: [SHA256Digest], in index: StoreIndex) throws(StoreError) -> [SHA256Digest] {
        var unlisted: [SHA256Digest] = []
        for digest in digests where try unlistedFile(digest, in: index) != nil { unlisted.append(digest) }
        return unlisted
    }

    /// The status of a blob file that the index does not list; `nil` if it does, or there is no such file.
    func unlistedFile(_ digest: SHA256Digest, in index: StoreIndex) throws(StoreError) -> FileStatus? {
        if let row = try index.blob(digest), !row.isInline { return nil }
        guard let status = try FileStatus.at(layout.blob(digest)), status.isRegularFile else { return nil }
        return status
    }
}
