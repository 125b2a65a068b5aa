import HTTPTransport

/// A place that lists files besides the indexes, as `--find-links` gives it: a directory of wheels, an HTML file that links
/// to some, or the URL of such a page.
public struct FindLinks: Hashable, Sendable {
    /// The URL without credentials, or the path, relative to the project where it lies in it.
    public private(set) var location: String
    /// Where it was asked for.
    public let declaredAt: RequirementOrigin
    /// The origin of a page (RFC 6454); `nil` for a path.
    let origin: String?
    let authorization: String?

    /// Reads a path, a `file:` URL, or an absolute `http` or `https` URL; `nil` for anything else.
    ///
    /// - Parameters:
    ///   - text: the place; user information in a URL is sent to its origin, and kept out of messages and the lock.
    ///   - directory: the project directory, which paths inside of it are given relative to.
    ///   - place: where it was asked for.
    public init?(_ text: String, in directory: String = "", at place: RequirementOrigin) {
        declaredAt = place
        if LocalReference.isLocal(text) {
            let path = text.hasPrefix("file:") ? LocalReference.path(of: text) : RequirementsReader.normalize(text)
            guard let path, !text.isEmpty else { return nil }
            location = path == directory ? "." : LocalReference.path(path, from: directory)
            (origin, authorization) = (nil, nil)
        } else {
            guard let url = HTTPURL(text) else { return nil }
            location = url.text
            (origin, authorization) = (url.origin, url.authorization)
        }
    }

    /// Whether the place is asked over the network.
    public var isPage: Bool { origin != nil }

    /// The same place, its path relative to `directory` if it lies in it.
    public func relative(to directory: String) -> FindLinks {
        guard !isPage else { return self }
        return FindLinks(location, in: directory, at: declaredAt) ?? self
    }

    /// The same place, with a path relative to `root` made relative to `directory`.
    func moved(from root: String, to directory: String) -> FindLinks {
        var moved = self
        if !isPage { moved.location = LocalReference.path(location, movedFrom: root, to: directory) }
        return moved
    }

    /// Compares the places, not where they were asked for.
    public static func == (left: Self, right: Self) -> Bool {
        left.location == right.location && left.authorization == right.authorization
    }

    /// Hashes the place.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(location)
    }
}
