/// Hands out the rows of the blob table one by one to several threads, holding a page of them at a time.
struct BlobFeed {
    private var page: ArraySlice<(key: [UInt8], row: BlobRow?)> = []
    private var key: [UInt8] = []

    /// The next row; `nil` after the last.
    mutating func next(in store: ArtifactStore) throws(StoreError) -> (key: [UInt8], row: BlobRow?)? {
        if page.isEmpty {
            let key = key
            page = try store.withIndex { (index) throws(StoreError) in try index.blobs(after: key)[...] }
        }
        guard let entry = page.popFirst() else { return nil }
        key = entry.key
        return entry
    }
}
