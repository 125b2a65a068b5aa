import Digests

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
        var sha256: SHA256Digest?
        var bytes: UInt64?
        var requiresPython: ArraySlice<UInt8>?
        var yanked = false
        var yankedReason: ArraySlice<UInt8>?
        var hasMetadata = false
        var metadataSHA256: SHA256Digest?
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
        var record = ProjectListing.Record(
            tags: entry.kind == .wheel ? texts.number(of: entry.tags) : 0,
            requiresPython: entry.requiresPython.map { texts.number(of: $0) } ?? 0,
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
            details.write(number: UInt64(texts.number(of: entry.filename.dropLast(ending))))
        } else {
            details.write(number: 0)
            details.write(entry.filename)
        }
        var directory = entry.url
        if entry.url.suffix(entry.filename.count) == entry.filename {
            traits.insert(.namedByURL)
            directory = entry.url.dropLast(entry.filename.count)
        }
        if let path = HashedDirectory(directory) {
            traits.insert(.hashedDirectory)
            details.write(number: UInt64(texts.number(of: path.parent)))
            details.write(raw: path.hash)
        } else {
            details.write(number: UInt64(texts.number(of: directory)))
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
            sha256: file.sha256,
            bytes: file.bytes,
            requiresPython: file.requiresPython.map { Array($0.utf8)[...] },
            yanked: file.yanked,
            yankedReason: file.yankedReason.map { Array($0.utf8)[...] },
            hasMetadata: file.hasMetadata,
            metadataSHA256: file.metadataSHA256,
            uploadTime: file.uploadTime.flatMap { UploadTime(Array($0.utf8)[...]) }
        )
    }
}
