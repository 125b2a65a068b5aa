/// Reports that the store repaired itself; the work went on, but the user may want to know.
public struct StoreNotice: Hashable, Sendable {
    /// What the store did.
    public enum Kind: String, Hashable, Sendable {
        /// A damaged or missing index was rebuilt from the blobs; recorded action results were lost.
        case indexRebuilt = "index-rebuilt"
        /// A damaged blob was moved aside.
        case blobQuarantined = "blob-quarantined"
    }

    /// What the store did.
    public let kind: Kind
    /// Where the damaged data was moved, or the index that was rebuilt.
    public let path: String
    /// One sentence for people.
    public let message: String
}
