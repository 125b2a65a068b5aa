import HTTPTransport

/// The answer of one index about one project.
struct IndexPage: Hashable, Sendable {
    /// The most files of one project that are read; the largest projects of the public index have some ten thousand.
    static let maximumFiles = 200_000

    /// The distributions, in the order of the page.
    var listing: ProjectListing
    /// Whether the index knows the project.
    var isFound = true
    /// The entity tag to ask with whether the page changed.
    var entityTag: String?
    /// The modification time to ask with whether the page changed.
    var lastModified: String?

    /// The distributions, decoded, in the order of the page.
    var files: [DistributionFile] { listing.files }
}

extension IndexPage {
    /// Creates a page of some files.
    init(files: [DistributionFile], isFound: Bool = true) {
        self.init(listing: ProjectListing(files: files), isFound: isFound)
    }
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
        isPlain(Array(link.utf8)[...])
    }

    /// Whether `link` is absolute and has nothing to encode, remove or resolve.
    func isPlain(_ link: ArraySlice<UInt8>) -> Bool {
        link.withUnsafeBufferPointer(Self.isPlain)
    }

    private static func isPlain(_ link: UnsafeBufferPointer<UInt8>) -> Bool {
        let slash = UInt8(ascii: "/")
        guard starts(link, with: "https://") || starts(link, with: "http://") else { return false }
        let authorityStart = link[4] == UInt8(ascii: "s") ? 8 : 7
        guard let path = link[authorityStart...].firstIndex(of: slash), path > authorityStart,
            link[authorityStart..<path].allSatisfy(\.isNameCharacter)
        else { return false }
        var position = authorityStart
        let bytes = UnsafeRawBufferPointer(link)
        while position + 9 <= link.count {
            let some = bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self)
            let next = bytes.loadUnaligned(fromByteOffset: position + 1, as: UInt64.self)
            guard isPlain(some, next) else { return false }
            position += 8
        }
        var previous: UInt8 = 0
        for byte in link[position...] {
            let isDotSegment = previous == slash && byte == UInt8(ascii: ".")
            if byte <= 0x20 || byte >= 0x7F || byte == UInt8(ascii: "#") || isDotSegment { return false }
            previous = byte
        }
        return true
    }

    /// Whether eight bytes need no change; those of `next` follow one later.
    @inline(__always)
    private static func isPlain(_ some: UInt64, _ next: UInt64) -> Bool {
        // Adding to a byte below 0x80 sets its high bit from a certain value on, and carries nothing into the next byte.
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highBits: UInt64 = 0x8080_8080_8080_8080
        guard some & highBits == 0 else { return false }
        let isAboveSpace = some &+ (ones &* 0x5F)
        let isDelete = some &+ ones
        let isNoHash = (some ^ (ones &* 0x23)) &+ (ones &* 0x7F)
        let dotSegment = (some ^ (ones &* 0x2F)) | (next & ~highBits ^ (ones &* 0x2E))
        let isNoDotSegment = dotSegment &+ (ones &* 0x7F)
        return isAboveSpace & ~isDelete & isNoHash & isNoDotSegment & highBits == highBits
    }

    private static func starts(_ link: UnsafeBufferPointer<UInt8>, with scheme: StaticString) -> Bool {
        guard link.count >= scheme.utf8CodeUnitCount else { return false }
        for index in 0..<scheme.utf8CodeUnitCount where link[index] != scheme.utf8Start[index] { return false }
        return true
    }
}
