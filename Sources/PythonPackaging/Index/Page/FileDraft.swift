import Digests

/// What a page says about one file, before its name is understood.
struct FileDraft {
    var filename = ""
    var url = ""
    var sha256: SHA256Digest?
    var bytes: UInt64?
    var requiresPython: String?
    var yanked = false
    var yankedReason: String?
    var hasMetadata = false
    var metadataSHA256: SHA256Digest?
    var uploadTime: String?

    /// Text of the page that messages may show, in one line.
    static func shown(_ text: String) -> String {
        String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 }).quotable(limit: 2000)
    }

    /// A size in bytes, or `nil` when no file is that large.
    static func size(_ bytes: UInt64) -> UInt64? {
        bytes <= LockFile.Wheel.maximumBytes ? bytes : nil
    }

    func file(_ kind: DistributionFile.Kind, _ version: Version) -> DistributionFile {
        DistributionFile(
            filename: filename,
            url: url,
            kind: kind,
            version: version,
            sha256: sha256,
            bytes: bytes,
            requiresPython: requiresPython,
            yanked: yanked,
            yankedReason: yankedReason,
            hasMetadata: hasMetadata,
            metadataSHA256: metadataSHA256,
            uploadTime: uploadTime
        )
    }
}
