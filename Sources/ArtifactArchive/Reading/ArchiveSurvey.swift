internal import Digests

/// Everything about an archive that one reading from beginning to end tells.
public struct ArchiveSurvey: Sendable {
    /// A member, what it weighs, and its content where that was asked for.
    public struct Entry: Sendable {
        /// The member.
        public let member: ArchiveMember
        /// Its share of the archive file with its header, in bytes: exact for a plain archive, else by its place between
        /// the pieces the decompressor worked in.
        public let compressedBytes: UInt64
        /// The content, of members that were to be kept.
        public let contents: [UInt8]?
    }

    /// The members in the order of the archive.
    public let entries: [Entry]
    /// The length of the archive file that was read, in bytes.
    public let bytes: UInt64
}

extension ArchiveReader {
    /// Reads an archive once, from beginning to end.
    ///
    /// Unsafe paths, links and devices are listed like any other member.
    ///
    /// - Parameters:
    ///   - path: The archive's path.
    ///   - limits: How much is read before giving up.
    ///   - hashesContents: Whether the digests of contents are computed.
    ///   - keptBytes: The most bytes of kept contents, all together.
    ///   - isKept: Whether the content of the file at a path is kept.
    /// - Returns: The members in the order of the archive.
    /// - Throws: ``ArchiveError`` naming the archive, and the member where one is at fault.
    public static func survey(
        _ path: String,
        limits: ArchiveLimits = ArchiveLimits(),
        hashesContents: Bool = true,
        keptBytes: Int = 256 << 20,
        keeping isKept: (String) -> Bool
    ) throws -> ArchiveSurvey {
        var found: [(member: ArchiveMember, contents: [UInt8]?)] = []
        var positions: [UInt64] = []
        var kept = 0
        var curve = CompressionCurve()
        try forEachMember(of: path, limits: limits) { header, archive in
            positions.append(archive.headerPosition)
            var contents: [UInt8]? = header.kind == .file && isKept(header.path) ? [] : nil
            let member = try header.member(contents: archive, isHashed: hashesContents) { piece in
                guard contents != nil else { return }
                kept += piece.count
                guard kept <= keptBytes else {
                    throw ArchiveError(.limitExceeded, "the archive's metadata has more than \(keptBytes) bytes")
                }
                contents?.append(contentsOf: piece)
            }
            found.append((member, contents))
        } atEnd: { archive in
            positions.append(archive.position)
            curve = archive.compression
        }
        let ends = positions.map { curve.compressed(upTo: $0) }
        let entries = found.enumerated().map { index, item in
            ArchiveSurvey.Entry(
                member: item.member,
                compressedBytes: ends[index + 1] - min(ends[index], ends[index + 1]),
                contents: item.contents
            )
        }
        return ArchiveSurvey(entries: entries, bytes: curve.end)
    }
}
