/// Counts what an index client did.
public struct IndexStatistics: Hashable, Sendable {
    /// Pages, metadata and files answered from the store.
    public var hits = 0
    /// Pages, metadata and files that had to be requested.
    public var misses = 0
    /// Requests sent.
    public var requests = 0
    /// Bytes of content received.
    public var bytesFetched: UInt64 = 0

    /// Creates counts of nothing.
    public init() {}
}
