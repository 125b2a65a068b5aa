/// What was learnt about the server of one origin.
struct ServerCapabilities {
    /// Whether a request for metadata that is not advertised is on its way and may teach something.
    var isProbing = false
    /// Whether the server answered a range request with the whole file.
    var ignoresRanges = false
    /// When the newest file was uploaded whose metadata the server had without advertising it.
    private var newestServed: String?
    /// When the oldest file was uploaded whose metadata the server did not have.
    private var oldestMissing: String?

    /// Tells whether the server has metadata that it does not advertise.
    ///
    /// Servers that make the metadata of old files later, or that stopped making it, have it up to some upload time.
    ///
    /// - Parameter uploadTime: When the file was uploaded; files without a time are all taken for equally old.
    /// - Returns: `nil` while that is unknown.
    func servesMetadata(of uploadTime: String?) -> Bool? {
        let time = uploadTime ?? ""
        if let oldestMissing, time >= oldestMissing { return false }
        if let newestServed, time <= newestServed { return true }
        return nil
    }

    /// Learns whether the server had metadata that it does not advertise.
    mutating func note(_ isServed: Bool, of uploadTime: String?) {
        let time = uploadTime ?? ""
        if isServed {
            newestServed = max(newestServed ?? time, time)
        } else {
            oldestMissing = min(oldestMissing ?? time, time)
        }
    }
}
