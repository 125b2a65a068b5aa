import Digests

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Puts the compact form of a listing together, file by file.
struct ListingBuilder {
    /// A file as a page describes it, its texts as they stand in the page.
    struct Entry {
        var kind = DistributionFile.Kind.wheel
        var version = Version(VersionKey(release: 0, suffix: 0), releaseLength: 1)
        var filename: ArraySlice<UInt8> = []
        /// The last three parts of a wheel's name: `py3-none-any`.
        var tags: ArraySlice<UInt8> = []
        var url: ArraySlice<UInt8> = []
        var sha256: PackedDigest?
        var bytes: UInt64?
        var requiresPython: ArraySlice<UInt8>?
        var yanked = false
        var yankedReason: ArraySlice<UInt8>?
        var hasMetadata = false
        var metadataSHA256: PackedDigest?
        var uploadTime: UploadTime?
    }

    private struct Draft {
        var record: ProjectListing.Record
        var release: Int
    }

    private var texts = TextNumbers()
    private var files: [Draft] = []
    private var versions: [Version] = []
    private var versionNumbers: [Version: Int] = [:]
    private var details = BinaryWriter()
    /// The numbers that the texts of the last file had, which the next often shares.
    private var last: (tags: UInt32, requiresPython: UInt32, stem: UInt32, parent: UInt32) = (0, 0, 0, 0)

    /// The number of files added.
    var count: Int { files.count }

    /// Adds a file.
    mutating func add(_ entry: Entry) {
        var traits: FileTraits = []
        if entry.kind == .sourceDistribution { traits.insert(.sourceDistribution) }
        if entry.sha256 != nil { traits.insert(.digest) }
        if entry.bytes != nil { traits.insert(.size) }
        if entry.yanked { traits.insert(.yanked) }
        if entry.yankedReason != nil { traits.insert(.yankedReason) }
        if entry.hasMetadata { traits.insert(.metadata) }
        if entry.metadataSHA256 != nil { traits.insert(.metadataDigest) }
        if entry.uploadTime != nil { traits.insert(.uploadTime) }
        if entry.kind == .wheel { last.tags = texts.number(of: entry.tags, guess: last.tags) }
        if let text = entry.requiresPython { last.requiresPython = texts.number(of: text, guess: last.requiresPython) }
        var record = ProjectListing.Record(
            tags: entry.kind == .wheel ? last.tags : 0,
            requiresPython: entry.requiresPython == nil ? 0 : last.requiresPython,
            details: UInt32(truncatingIfNeeded: details.bytes.count),
            traits: traits
        )
        if let digest = entry.sha256 { details.write(digest) }
        writeNames(of: entry, &record.traits)
        if let bytes = entry.bytes { details.write(number: bytes) }
        if let reason = entry.yankedReason { details.write(number: UInt64(texts.number(of: reason))) }
        if let digest = entry.metadataSHA256 { details.write(digest) }
        if let time = entry.uploadTime { details.write(number: time.digits) }
        files.append(Draft(record: record, release: release(of: entry.version)))
    }

    /// Writes the file name without the tags and the ending that a wheel has anyway, and the URL without the file name.
    private mutating func writeNames(of entry: Entry, _ traits: inout FileTraits) {
        let ending = entry.tags.count + ".whl".utf8.count
        if entry.kind == .wheel, entry.filename.count > ending {
            last.stem = texts.number(of: entry.filename.dropLast(ending), guess: last.stem)
            details.write(number: UInt64(last.stem))
        } else {
            details.write(number: 0)
            details.write(entry.filename)
        }
        var directory = entry.url
        if entry.url.ends(in: entry.filename) {
            traits.insert(.namedByURL)
            directory = entry.url.dropLast(entry.filename.count)
        }
        let path = HashedDirectory(directory)
        last.parent = texts.number(of: path?.parent ?? directory, guess: last.parent)
        details.write(number: UInt64(last.parent))
        if let path {
            traits.insert(.hashedDirectory)
            details.write(path.hash)
        }
    }

    private mutating func release(of version: Version) -> Int {
        if let last = files.last?.release, versions[last] == version { return last }
        if let known = versionNumbers[version] { return known }
        versions.append(version)
        versionNumbers[version] = versions.count - 1
        return versions.count - 1
    }

    /// The listing of all files added.
    func finish() -> ProjectListing {
        let order = versions.indices.sorted { versions[$0] < versions[$1] }
        var counts = [Int](repeating: 0, count: versions.count)
        for file in files { counts[file.release] += 1 }
        var ends = counts
        var end = 0
        for number in order {
            ends[number] = end
            end += counts[number]
        }
        var grouped = [UInt32](repeating: 0, count: files.count)
        for (position, file) in files.enumerated() {
            grouped[ends[file.release]] = UInt32(truncatingIfNeeded: position)
            ends[file.release] += 1
        }
        var texts = texts
        let longVersions = order.map { number in
            versions[number].isHeldByKey ? 0 : texts.number(of: Array(versions[number].description.utf8)[...])
        }
        var writer = BinaryWriter()
        for count in [texts.ends.count, versions.count, files.count, texts.bytes.count, details.bytes.count] {
            writer.write32(UInt32(truncatingIfNeeded: count))
        }
        for end in texts.ends { writer.write32(end) }
        for (number, text) in zip(order, longVersions) {
            writer.write64(versions[number].key.release)
            writer.write64(versions[number].key.suffix)
            writer.write32(text)
            writer.write32(UInt32(truncatingIfNeeded: versions[number].releaseLength))
            writer.write32(UInt32(truncatingIfNeeded: ends[number]))
        }
        for position in grouped { writer.write32(position) }
        for file in files {
            writer.write32(file.record.tags)
            writer.write32(file.record.requiresPython)
            writer.write32(file.record.details)
            writer.write32(UInt32(file.record.traits.rawValue))
        }
        writer.write(raw: texts.bytes)
        writer.write(raw: details.bytes)
        return ProjectListing(writer.bytes) ?? ListingBuilder().finish()
    }
}

extension ProjectListing {
    /// Lists files in the given order.
    public init(files: some Sequence<DistributionFile>) {
        var builder = ListingBuilder()
        for file in files { builder.add(ListingBuilder.Entry(file)) }
        self = builder.finish()
    }
}

extension ListingBuilder.Entry {
    init(_ file: DistributionFile) {
        let filename = Array(file.filename.utf8)[...]
        self.init(
            kind: file.kind,
            version: file.version,
            filename: filename,
            tags: FilenameClassifier.tags(of: filename),
            url: Array(file.url.utf8)[...],
            sha256: file.sha256.map(PackedDigest.init),
            bytes: file.bytes,
            requiresPython: file.requiresPython.map { Array($0.utf8)[...] },
            yanked: file.yanked,
            yankedReason: file.yankedReason.map { Array($0.utf8)[...] },
            hasMetadata: file.hasMetadata,
            metadataSHA256: file.metadataSHA256.map(PackedDigest.init),
            uploadTime: file.uploadTime.flatMap { UploadTime(Array($0.utf8)[...]) }
        )
    }
}

extension ArraySlice<UInt8> {
    /// Whether the last bytes are those of `ending`.
    fileprivate func ends(in ending: ArraySlice<UInt8>) -> Bool {
        guard !ending.isEmpty, count >= ending.count else { return ending.isEmpty }
        return suffix(ending.count).withUnsafeBytes { left in
            ending.withUnsafeBytes { right in
                guard let left = left.baseAddress, let right = right.baseAddress else { return false }
                return memcmp(left, right, ending.count) == 0
            }
        }
    }
}
