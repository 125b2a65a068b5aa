public import Digests

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension ArtifactStore {
    /// Moves aside a blob that a reader found damaged; does nothing if the store does not hold it.
    public func quarantine(_ digest: SHA256Digest) throws(StoreError) {
        let aside = layout.quarantineName(for: digest.hex)
        var isMoved = false
        do throws(StoreError) {
            try withIndex { (index) throws(StoreError) in
                try index.database.transaction { () throws(StoreError) in
                    if try Directory.move(layout.blob(digest), to: aside) { isMoved = true }
                    if let content = try index.content(of: digest) {
                        try OpenFile(aside, O_WRONLY | O_CREAT | O_TRUNC).write(content)
                        isMoved = true
                    }
                    try index.remove(digest)
                }
            }
        } catch  where error.kind == .noSpace {
            // A full disk keeps the row, which without sound content counts as absent.
        }
        if isMoved {
            notify(
                StoreNotice(
                    kind: .blobQuarantined,
                    path: aside,
                    message: "The blob \(digest) was damaged and moved aside; it is fetched or made again when needed."
                )
            )
        }
    }
}
