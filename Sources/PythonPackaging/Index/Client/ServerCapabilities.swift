/// What was learnt about the server of one origin.
struct ServerCapabilities {
    /// Whether the server answered a metadata request it had not advertised; `nil` while unknown.
    var answersMetadataProbes: Bool?
    /// Whether a probe is on its way, so that no one else sends one.
    var isProbing = false
    /// Whether the server answered a range request with the whole file.
    var ignoresRanges = false
}
