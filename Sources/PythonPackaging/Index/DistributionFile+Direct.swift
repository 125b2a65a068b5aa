import Digests

extension DistributionFile {
    /// Describes the wheel a direct reference names (PEP 508); `nil` if the URL does not end in a wheel's name.
    ///
    /// - Parameter reference: The URL. Its fragment may state the digest: `#sha256=…` (PEP 610).
    package init?(direct reference: String) {
        guard let name = WheelFilename(at: reference) else { return nil }
        let fragment = reference.drop { $0 != "#" }.dropFirst()
        let digest = fragment.split(separator: "&").first { $0.hasPrefix("sha256=") }
        self.init(
            filename: name.filename,
            url: Self.location(of: reference),
            kind: .wheel,
            version: name.version,
            sha256: digest.flatMap { SHA256Digest(hex: $0.dropFirst("sha256=".count)) }
        )
    }

    /// The URL of a direct reference without credentials and fragment, or the path of a local file.
    package static func location(of reference: String) -> String {
        if LocalReference.isLocal(reference) { return LocalReference.path(of: reference) ?? reference }
        return String(reference.prefix { $0 != "#" }).removingCredentials
    }
}

extension WheelFilename {
    /// The name of the wheel at a URL; `nil` if the last component of its path is none.
    init?(at url: String) {
        self.init(Self.component(of: url))
    }

    /// The last component of the path of a URL.
    static func component(of url: String) -> String {
        let path = url.prefix { $0 != "?" && $0 != "#" }
        return PercentEncoding.decode(path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...])
    }
}
