/// Decides when an index client uses the network.
public struct IndexPolicy: Hashable, Sendable {
    /// How long a page is used without asking the index again, in seconds.
    public var freshness: Int
    /// Whether only the store is used, whatever its age.
    public var isOffline: Bool
    /// Whether pages are requested although they are fresh.
    public var refreshes: Bool

    /// Creates a policy; by default, pages are used for ten minutes, as long as the public index allows.
    public init(freshness: Int = 600, isOffline: Bool = false, refreshes: Bool = false) {
        self.freshness = freshness
        self.isOffline = isOffline
        self.refreshes = refreshes
    }
}
