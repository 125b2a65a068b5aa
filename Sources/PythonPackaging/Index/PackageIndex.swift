import HTTPTransport

/// A package index with the simple repository API (PEP 503, PEP 691).
public struct PackageIndex: Hashable, Sendable {
    /// The public index of the Python Package Index.
    public static let pypi = "https://pypi.org/simple"

    /// The URL without credentials and without a slash at its end.
    public let url: String
    /// The name the project gives it.
    public let name: String?
    let origin: String
    let authorization: String?

    /// Reads an index URL; `nil` unless it is an absolute `http` or `https` URL.
    ///
    /// - Parameters:
    ///   - text: The URL. User information in it is sent to the index, and kept out of messages and caches.
    ///   - name: The name the project gives it. The variables `FLASH_INDEX_NAME_USERNAME` and
    ///     `FLASH_INDEX_NAME_PASSWORD`, with the name in capitals and `_` for all but letters and digits, take the place
    ///     of user information in the URL.
    ///   - environment: The variables of the process.
    public init?(_ text: String, name: String? = nil, environment: [String: String] = [:]) {
        guard let parsed = HTTPURL(text) else { return nil }
        var url = parsed.text
        while url.hasSuffix("/") { url.removeLast() }
        self.url = url
        self.name = name
        origin = parsed.origin
        authorization = name.flatMap { Self.authorization(of: $0, environment) } ?? parsed.authorization
    }

    private static func authorization(of name: String, _ environment: [String: String]) -> String? {
        let spelled = String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" }).uppercased()
        let user = environment["FLASH_INDEX_\(spelled)_USERNAME"].flatMap { $0.isEmpty ? nil : $0 }
        let password = environment["FLASH_INDEX_\(spelled)_PASSWORD"].flatMap { $0.isEmpty ? nil : $0 }
        guard user != nil || password != nil else { return nil }
        return HTTPURL.authorization(user: user ?? "", password: password ?? "")
    }

    func page(of project: PackageName) -> String {
        "\(url)/\(project.normalized)/"
    }
}
