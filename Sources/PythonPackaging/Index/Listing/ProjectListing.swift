import ArtifactCache
import Digests

/// The files offered for a project, grouped by version, in the compact form that the store keeps.
///
/// What decides about a file is in a record of fixed size, texts that many files share are kept once and have numbers,
/// and the rest of a file is only decoded by ``file(at:)``.
public struct ProjectListing: Sendable {
    /// What is known of a file without decoding it.
    struct Record {
        /// The number of the tags in a wheel's name; 0 for a source distribution.
        var tags: UInt32
        /// The number of the `Requires-Python` text; 0 if there is none.
        var requiresPython: UInt32
        /// Where the other fields start.
        var details: UInt32
        var traits: FileTraits
    }

    /// A version and where its files are among ``grouped``.
    struct Release {
        var version: Version
        var members: Range<Int>
    }

    /// The versions, oldest first.
    let releases: [Release]
    let layout: ListingLayout
    /// The compact form, with whatever comes before it.
    let content: FixedBytes

    /// The number of files.
    public var count: Int { layout.fileCount }

    /// The compact form.
    public var bytes: [UInt8] { content[layout.start..<layout.end] }

    /// Every file, decoded, in the order they were given.
    public var files: [DistributionFile] {
        var versions = [Int](repeating: 0, count: count)
        for (index, release) in releases.enumerated() {
            for member in release.members { versions[position(of: member)] = index }
        }
        return (0..<count).compactMap { file(at: $0, version: releases[versions[$0]].version) }
    }

    /// What is known of a file without decoding it.
    @inline(__always)
    func record(at position: Int) -> Record {
        let start = layout.records + position * ListingLayout.recordBytes
        let numbers = content.integer(at: start, as: UInt64.self)
        let others = content.integer(at: start + 8, as: UInt64.self)
        return Record(
            tags: UInt32(truncatingIfNeeded: numbers),
            requiresPython: UInt32(truncatingIfNeeded: numbers >> 32),
            details: UInt32(truncatingIfNeeded: others),
            traits: FileTraits(rawValue: UInt16(truncatingIfNeeded: others >> 32))
        )
    }

    /// The position of a member of a version.
    @inline(__always)
    func position(of member: Int) -> Int {
        Int(content.integer(at: layout.grouped + member * 4, as: UInt32.self))
    }

    /// The number of different texts that files share, which are numbered from 1.
    var textCount: Int { layout.textCount }

    /// The text with a number; empty if there is none.
    func text(_ number: UInt32) -> String {
        content.text(layout.range(ofText: number, in: content))
    }

    /// Calls `body` with the bytes of the text with a number, of which there are none if there is no such text.
    func withText<Result>(_ number: UInt32, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        let range = layout.range(ofText: number, in: content)
        return content.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[range.clamped(to: 0..<$0.count)])) }
    }

    /// Decodes a file of a version; `nil` if the form is damaged.
    func file(at position: Int, version: Version) -> DistributionFile? {
        var reader = details(of: position)
        let record = record(at: position)
        let traits = record.traits
        var draft = FileDraft()
        if traits.contains(.digest) {
            guard let digest = reader.readDigest() else { return nil }
            draft.sha256 = digest
        }
        guard let filename = filename(&reader, record), let url = url(&reader, traits, filename) else {
            return nil
        }
        draft.filename = filename
        draft.url = url
        draft.requiresPython = record.requiresPython == 0 ? nil : text(record.requiresPython)
        draft.yanked = traits.contains(.yanked)
        draft.hasMetadata = traits.contains(.metadata)
        if traits.contains(.size) {
            guard let bytes = reader.readNumber() else { return nil }
            draft.bytes = bytes
        }
        if traits.contains(.yankedReason) {
            guard let reason = reader.readNumber() else { return nil }
            draft.yankedReason = text(reason)
        }
        if traits.contains(.metadataDigest) {
            guard let digest = reader.readDigest() else { return nil }
            draft.metadataSHA256 = digest
        }
        if traits.contains(.uploadTime) {
            guard let digits = reader.readNumber() else { return nil }
            draft.uploadTime = UploadTime(digits: digits).description
        }
        return draft.file(traits.contains(.sourceDistribution) ? .sourceDistribution : .wheel, version)
    }

    private func filename(_ reader: inout BinaryReader, _ record: Record) -> String? {
        guard let stem = reader.readNumber() else { return nil }
        return stem == 0 ? reader.readText() : text(stem) + text(record.tags) + ".whl"
    }

    private func url(_ reader: inout BinaryReader, _ traits: FileTraits, _ filename: String) -> String? {
        guard let parent = reader.readNumber() else { return nil }
        var url = text(parent)
        if traits.contains(.hashedDirectory) {
            guard let hash = reader.readDigest() else { return nil }
            url += HashedDirectory.text(of: hash)
        }
        return traits.contains(.namedByURL) ? url + filename : url
    }

    private func text(_ number: UInt64) -> String {
        UInt32(exactly: number).map(text) ?? ""
    }

    /// The digest of a file's content, if the index states it.
    func digest(at position: Int) -> SHA256Digest? {
        guard record(at: position).traits.contains(.digest) else { return nil }
        var reader = details(of: position)
        return reader.readDigest()
    }

    private func details(of position: Int) -> BinaryReader {
        BinaryReader(content, from: layout.details + Int(record(at: position).details))
    }
}

/// What a file is and which fields it has.
struct FileTraits: OptionSet {
    let rawValue: UInt16
    static let sourceDistribution = FileTraits(rawValue: 1)
    static let digest = FileTraits(rawValue: 1 << 1)
    static let size = FileTraits(rawValue: 1 << 2)
    static let yanked = FileTraits(rawValue: 1 << 3)
    static let yankedReason = FileTraits(rawValue: 1 << 4)
    static let metadata = FileTraits(rawValue: 1 << 5)
    static let metadataDigest = FileTraits(rawValue: 1 << 6)
    /// The URL ends in the file name and is kept without it.
    static let namedByURL = FileTraits(rawValue: 1 << 7)
    static let uploadTime = FileTraits(rawValue: 1 << 8)
    /// The URL ends in a ``HashedDirectory``.
    static let hashedDirectory = FileTraits(rawValue: 1 << 9)
}

extension ProjectListing: Hashable {
    /// Whether both list the same files in the same order.
    public static func == (left: Self, right: Self) -> Bool {
        left.bytes == right.bytes
    }

    /// Hashes what equality compares.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(bytes)
    }
}
