/// Names the certificate authorities a client trusts; what is `nil` is left to libcurl's defaults.
public struct TrustRoots: Hashable, Sendable {
    /// A file of PEM certificates.
    public var bundle: String?
    /// A directory of certificates named by hash.
    public var directory: String?

    /// Reads `CURL_CA_BUNDLE`, `SSL_CERT_FILE` and `SSL_CERT_DIR`.
    public init(environment: [String: String]) {
        func path(_ name: String) -> String? {
            environment[name].flatMap { $0.isEmpty ? nil : $0 }
        }
        bundle = path("CURL_CA_BUNDLE") ?? path("SSL_CERT_FILE")
        directory = path("SSL_CERT_DIR")
    }

    /// The directory, unless the bundle lies in it.
    ///
    /// libcurl parses a bundle once per client only when no directory is set, and a bundle kept among hashed
    /// certificates is made from them.
    var directoryBesideBundle: String? {
        guard let directory, let bundle else { return directory }
        let isParent = bundle.hasPrefix(directory + (directory.hasSuffix("/") ? "" : "/"))
        return isParent ? nil : directory
    }
}
