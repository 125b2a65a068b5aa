public import Digests

/// What comparing an artifact with its manifest found.
public struct ArtifactReport: Sendable, Encodable {
    /// The archive.
    public var archive: String
    /// The length of the archive in bytes.
    public var bytes: UInt64
    /// The digest of the archive.
    public var sha256: SHA256Digest
    /// The manifest beside the archive that was compared with; `nil` when there is none.
    public var manifest: String?
    /// How many packages the manifest lists.
    public var packages: Int
    /// How many files the archive has.
    public var files: Int
    /// The length of all files in bytes.
    public var unpackedBytes: UInt64
    /// How many files have no digest to compare with, as in archives of the reference.
    public var uncheckedFiles: Int
    /// What is wrong, at most ``faultLimit`` faults.
    public var faults: [ArtifactFault]
    /// How many more faults there are.
    public var moreFaults: Int

    /// The most faults that are told.
    public static let faultLimit = 100

    /// Whether everything is as it should be.
    public var isSound: Bool { faults.isEmpty }

    enum CodingKeys: String, CodingKey {
        case archive, bytes, sha256, manifest, packages, files, faults
        case unpackedBytes = "unpacked_bytes"
        case uncheckedFiles = "unchecked_files"
        case moreFaults = "more_faults"
    }
}
