public import Digests

/// A file an index offers for a project (PEP 503, PEP 691, PEP 700).
public struct DistributionFile: Hashable, Sendable {
    /// What a file is.
    public enum Kind: UInt8, Sendable {
        /// A built distribution (PEP 427).
        case wheel
        /// A source distribution (PEP 625 and its predecessors).
        case sourceDistribution
    }

    /// The file name.
    public let filename: String
    /// The absolute URL, without credentials and fragment; for a local file its path, relative to the project if it lies in it.
    public let url: String
    /// What the file is.
    public let kind: Kind
    /// The version the file name states.
    public let version: Version
    /// The digest of the content, if the index states it.
    public private(set) var sha256: SHA256Digest?
    /// The size in bytes, if the index states it.
    public private(set) var bytes: UInt64?
    /// The Python versions the file supports, as the index writes them.
    public private(set) var requiresPython: String?
    /// Whether the file was yanked (PEP 592).
    public private(set) var yanked = false
    /// Why it was yanked, if the publisher said so.
    public private(set) var yankedReason: String?
    /// Whether the index says that it serves the core metadata as a file of its own (PEP 658, PEP 714).
    public private(set) var hasMetadata = false
    /// The digest of that metadata file, if the index states it.
    public private(set) var metadataSHA256: SHA256Digest?
    /// When the file was uploaded, as `YYYY-MM-DDTHH:MM:SSZ`, whose order is that of time.
    public private(set) var uploadTime: String?

    /// Whether the file is on this machine, and its URL a path.
    public var isLocal: Bool { LocalReference.isLocal(url) }

    /// The same file with a digest and a size that were computed.
    func with(sha256: SHA256Digest, bytes: UInt64?) -> DistributionFile {
        var file = self
        file.sha256 = sha256
        file.bytes = bytes
        return file
    }

    /// What work on the file is shared by: pages may give one URL to files with different names and digests.
    var identity: String {
        "\(sha256?.hex ?? "") \(filename) \(url)"
    }

    /// The parsed name of a wheel, parsed at each call; `nil` for a source distribution or a malformed name.
    public var wheel: WheelFilename? {
        kind == .wheel ? WheelFilename(filename) : nil
    }
}
