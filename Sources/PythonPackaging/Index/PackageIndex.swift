import HTTPTransport

/// A package index with the simple repository API (PEP 503, PEP 691).
public struct PackageIndex: Hashable, Sendable {
    /// The public index of the Python Package Index.
    public static let pypi = "https://pypi.org/simple"

    /// The URL without credentials and without a slash at its end.
    public let url: String
    /// The URL as it was given, with its credentials, for programs that ask the index themselves; never to be shown.
    package let credentialedURL: String
    let origin: String
    let authorization: String?

    /// Reads an index URL; `nil` unless it is an absolute `http` or `https` URL.
    ///
    /// - Parameter text: The URL. User information in it is sent to the index, and kept out of messages and caches.
    public init?(_ text: String) {
        guard let parsed = HTTPURL(text) else { return nil }
        var url = parsed.text
        while url.hasSuffix("/") { url.removeLast() }
        self.url = url
        credentialedURL = text
        origin = parsed.origin
        authorization = parsed.authorization
    }

    func page(of project: PackageName) -> String {
        "\(url)/\(project.normalized)/"
    }
}
