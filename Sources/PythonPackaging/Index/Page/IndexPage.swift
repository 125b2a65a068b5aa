import HTTPTransport

/// The answer of one index about one project.
struct IndexPage: Hashable, Sendable {
    /// The most files of one project that are read; the largest projects of the public index have some ten thousand.
    static let maximumFiles = 200_000

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

/// Makes absolute URLs or paths from the links of a page.
protocol PageLinks {
    /// The URL without credentials and fragment, or the path, and the fragment; `nil` for a link that is of no use.
    func resolve(_ link: String) -> (url: String, fragment: String?)?
    /// How links are resolved after `<base href>`; `nil` when it makes no sense.
    func rebased(_ link: String) -> (any PageLinks)?
}

/// Makes absolute URLs from the links of a page.
struct LinkResolver: PageLinks {
    let base: HTTPURL

    func rebased(_ link: String) -> (any PageLinks)? {
        base.resolving(link).map { LinkResolver(base: $0) }
    }

    /// The absolute URL without credentials and fragment, and the fragment; `nil` if it is not HTTP.
    func resolve(_ link: String) -> (url: String, fragment: String?)? {
        if isPlain(link) { return (link, nil) }
        guard let url = base.resolving(link) else { return nil }
        return (url.text, url.fragment)
    }

    /// Whether `link` is absolute, names a plain host, and has nothing to encode, remove or resolve.
    private func isPlain(_ link: String) -> Bool {
        link.utf8.withContiguousStorageIfAvailable(Self.isPlain) ?? false
    }

    private static func isPlain(_ link: UnsafeBufferPointer<UInt8>) -> Bool {
        let slash = UInt8(ascii: "/")
        guard link.starts(with: "https://".utf8) || link.starts(with: "http://".utf8) else { return false }
        let authorityStart = link[4] == UInt8(ascii: "s") ? 8 : 7
        guard let path = link[authorityStart...].firstIndex(of: slash), path > authorityStart,
            link[authorityStart..<path].allSatisfy(\.isNameCharacter)
        else { return false }
        var previous: UInt8 = 0
        for byte in link[authorityStart...] {
            let isDotSegment = previous == slash && byte == UInt8(ascii: ".")
            if byte <= 0x20 || byte >= 0x7F || byte == UInt8(ascii: "#") || isDotSegment { return false }
            previous = byte
        }
        return true
    }
}
