public import Digests

extension DistributionFile {
    /// Describes the source archive at a URL.
    ///
    /// - Parameters:
    ///   - url: The URL; credentials and fragment are left out of the description.
    ///   - sha256: The digest, if it is known.
    public init(archiveAt url: String, sha256: SHA256Digest?) {
        let location = Self.location(of: url)
        let name = location.split(separator: "/").last.map(String.init) ?? location
        self.init(
            filename: name,
            url: location,
            kind: .sourceDistribution,
            version: SourceFilename(name)?.version ?? Version(VersionParts(epoch: 0, release: [0])),
            sha256: sha256
        )
    }

    /// Describes the source distribution that a lock file records; `nil` unless its name tells package and version.
    ///
    /// - Parameters:
    ///   - filename: The file's name.
    ///   - url: Where it is.
    ///   - bytes: Its size in bytes, if it is known.
    ///   - sha256: Its digest.
    public init?(sourceDistribution filename: String, url: String, bytes: UInt64?, sha256: SHA256Digest) {
        guard let name = SourceFilename(filename) else { return nil }
        self.init(
            filename: filename,
            url: url,
            kind: .sourceDistribution,
            version: name.version,
            sha256: sha256,
            bytes: bytes
        )
    }
}
