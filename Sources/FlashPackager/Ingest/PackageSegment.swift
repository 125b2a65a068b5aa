import ArtifactArchive
import Digests

/// A wheel ready to be copied into an archive: its segment in the store and what is inside.
struct PackageSegment: Sendable {
    /// The digest of the segment's blob.
    var digest: SHA256Digest
    /// How the segment joins an archive.
    var segment: SegmentSummary
    /// The `RECORD` inside; `nil` for the project's own files.
    var record: InstalledRecord?
    /// What the stored form says of the files inside; most builds never look at it.
    private let listing: ArraySlice<UInt8>
}

/// The `RECORD` of an installed package (PEP 376): it has the digests of all other files.
struct InstalledRecord: Sendable, Hashable {
    /// Its path inside the artifact.
    var path: String
    /// The digest of its contents.
    var sha256: SHA256Digest
    /// The length of all the package's files, in bytes.
    var unpackedBytes: UInt64
}

extension InstalledRecord {
    /// Finds the record among a package's files; `nil` when there is none.
    init?(among files: [InstalledFile]) {
        let file = files.first { file in
            file.path.hasSuffix(".dist-info/RECORD") && file.path.utf8.filter { $0 == UInt8(ascii: "/") }.count == 1
        }
        guard let file else { return nil }
        self.init(path: file.path, sha256: file.sha256, unpackedBytes: files.reduce(0) { $0 + $1.bytes })
    }
}

/// What joining a segment needs to know.
struct SegmentSummary: Sendable, Hashable {
    /// The CRC-32 of its tar stream (RFC 1952).
    var crc32: UInt32
    /// The length of its tar stream in bytes.
    var tarBytes: UInt64
    /// The length of its DEFLATE stream in bytes.
    var bytes: UInt64
}

extension PackageSegment {
    /// The first line of the stored form; another number makes older records unreadable, which is a cache miss.
    private static let header = "flash-segment 2"

    /// Describes a segment that was just made.
    init(digest: SHA256Digest, segment: SegmentSummary, record: InstalledRecord?, files: [InstalledFile]) {
        let lines = files.map { "\($0.bytes) \($0.compressedBytes) \($0.sha256.hex) \($0.path)\n" }
        self.init(digest: digest, segment: segment, record: record, listing: Array(lines.joined().utf8)[...])
    }

    /// The form kept in the store: a header line, a line about the record, then one line per file.
    var encoded: [UInt8] {
        var text = "\(Self.header) \(digest.hex) \(segment.crc32) \(segment.tarBytes) \(segment.bytes)\n"
        text += record.map { "record \($0.sha256.hex) \($0.unpackedBytes) \($0.path)\n" } ?? "no record\n"
        return Array(text.utf8) + listing
    }

    /// Reads the stored form; `nil` when it is of another version or damaged.
    init?(encoded: [UInt8]) {
        let lines = encoded.split(separator: UInt8(ascii: "\n"), maxSplits: 2, omittingEmptySubsequences: false)
        guard lines.count == 3 else { return nil }
        let fields = String(decoding: lines[0], as: UTF8.self).split(separator: " ")
        guard fields.count == 6, "\(fields[0]) \(fields[1])" == Self.header,
            let digest = SHA256Digest(hex: fields[2]), let crc32 = UInt32(fields[3]),
            let tarBytes = UInt64(fields[4]), let bytes = UInt64(fields[5])
        else { return nil }
        guard let record = Self.record(String(decoding: lines[1], as: UTF8.self)) else { return nil }
        self.init(
            digest: digest,
            segment: SegmentSummary(crc32: crc32, tarBytes: tarBytes, bytes: bytes),
            record: record,
            listing: lines[2]
        )
    }

    /// The files inside, in archive order, read from the stored form at every call.
    ///
    /// The store has compared that form with its checksum, so that every line is one of those written.
    func files() -> [InstalledFile] {
        listing.split(separator: UInt8(ascii: "\n")).compactMap { line in
            let parts = line.split(separator: UInt8(ascii: " "), maxSplits: 3)
            guard parts.count == 4,
                let bytes = UInt64(String(decoding: parts[0], as: UTF8.self)),
                let compressed = UInt64(String(decoding: parts[1], as: UTF8.self)),
                let sha256 = SHA256Digest(hex: String(decoding: parts[2], as: UTF8.self))
            else { return nil }
            let path = String(decoding: parts[3], as: UTF8.self)
            return InstalledFile(path: path, bytes: bytes, compressedBytes: compressed, sha256: sha256)
        }
    }

    /// The bytes that files take in the archive, by the directory at the top that they are in.
    func directories() -> [String: UInt64] {
        files().reduce(into: [:]) { directories, file in
            guard let slash = file.path.firstIndex(of: "/") else { return }
            directories[String(file.path[...slash]), default: 0] += file.compressedBytes
        }
    }

    /// Reads the line about the record; the outer `nil` when it is damaged, the inner one when there is no record.
    private static func record(_ line: some StringProtocol) -> InstalledRecord?? {
        if line == "no record" { return .some(nil) }
        let fields = line.split(separator: " ", maxSplits: 3)
        guard fields.count == 4, fields[0] == "record", let sha256 = SHA256Digest(hex: fields[1]),
            let unpackedBytes = UInt64(fields[2])
        else { return nil }
        return InstalledRecord(path: String(fields[3]), sha256: sha256, unpackedBytes: unpackedBytes)
    }
}
