import HTTPTransport

/// The answer of one index about one project.
struct IndexPage: Hashable, Sendable {
    /// The distributions, in the order of the page.
    var files: [DistributionFile]
    /// Whether the index knows the project.
    var isFound = true
    /// The entity tag to ask with whether the page changed.
    var entityTag: String?
    /// The modification time to ask with whether the page changed.
    var lastModified: String?
}

/// Reports an index page that cannot be understood.
public struct IndexPageError: Error, Hashable, Sendable {
    /// Where the page stops making sense, in bytes from its start.
    public let offset: Int
    /// What is wrong there.
    public let reason: String
}

/// Makes absolute URLs from the links of a page.
struct LinkResolver {
    let base: HTTPURL

    /// The absolute URL without credentials and fragment, and the fragment; `nil` if it is not HTTP.
    func resolve(_ link: String) -> (url: String, fragment: String?)? {
        if isPlain(link) { return (link, nil) }
        guard let url = base.resolving(link) else { return nil }
        return (url.text, url.fragment)
    }

    /// Whether `link` is absolute and has nothing to encode, remove or resolve.
    private func isPlain(_ link: String) -> Bool {
        guard link.starts(withASCII: "https://") || link.starts(withASCII: "http://") else { return false }
        var slashes = 0
        var authorityBytes = 0
        var previous = UInt8(ascii: "/")
        for byte in link.utf8 {
            guard byte > 0x20, byte < 0x7F, byte != UInt8(ascii: "#"), byte != UInt8(ascii: "@") || slashes > 2 else {
                return false
            }
            if byte == UInt8(ascii: ".") && previous == UInt8(ascii: "/") { return false }
            if byte == UInt8(ascii: "/") { slashes += 1 } else if slashes == 2 { authorityBytes += 1 }
            previous = byte
        }
        return slashes > 2 && authorityBytes > 0
    }
}
