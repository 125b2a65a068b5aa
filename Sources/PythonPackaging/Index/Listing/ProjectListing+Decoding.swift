extension ProjectListing {
    /// Reads the compact form, which takes all bytes from `start` on; `nil` if it is damaged.
    public init?(_ bytes: [UInt8], from start: Int = 0) {
        guard start >= 0, let layout = ListingLayout(bytes, from: start) else { return nil }
        var reader = FixedReader(bytes, at: layout.textEnds)
        var last: UInt32 = 0
        var textEnds: [UInt32] = []
        textEnds.reserveCapacity(layout.textCount)
        for _ in 0..<layout.textCount {
            let end = reader.read32()
            guard end >= last else { return nil }
            textEnds.append(end)
            last = end
        }
        guard Int(last) == layout.details - layout.texts else { return nil }
        self.textEnds = textEnds
        self.layout = layout
        self.bytes = bytes

        var grouped: [UInt32] = []
        grouped.reserveCapacity(layout.fileCount)
        reader = FixedReader(bytes, at: layout.grouped)
        for _ in 0..<layout.fileCount {
            let position = reader.read32()
            guard position < UInt32(layout.fileCount) else { return nil }
            grouped.append(position)
        }
        self.grouped = grouped

        let detailBytes = UInt32(layout.end - layout.details)
        var records: [Record] = []
        records.reserveCapacity(layout.fileCount)
        for _ in 0..<layout.fileCount {
            let (tags, requiresPython, details) = (reader.read32(), reader.read32(), reader.read32())
            let traits = FileTraits(rawValue: UInt16(truncatingIfNeeded: reader.read32()))
            let limit = UInt32(layout.textCount)
            guard tags <= limit, requiresPython <= limit, details <= detailBytes else { return nil }
            records.append(Record(tags: tags, requiresPython: requiresPython, details: details, traits: traits))
        }
        self.records = records

        reader = FixedReader(bytes, at: layout.releases)
        var releases: [Release] = []
        releases.reserveCapacity(layout.releaseCount)
        var start = 0
        for _ in 0..<layout.releaseCount {
            let key = VersionKey(release: reader.read64(), suffix: reader.read64())
            let (text, length, end) = (reader.read32(), reader.read32(), reader.read32())
            guard end >= UInt32(start), end <= UInt32(grouped.count), text <= UInt32(textEnds.count) else { return nil }
            let spelled = String(decoding: Self.text(text, textEnds, layout, bytes), as: UTF8.self)
            guard let version = text == 0 ? Version(key, length) : try? Version(spelled) else { return nil }
            releases.append(Release(version: version, members: start..<Int(end)))
            start = Int(end)
        }
        guard start == grouped.count else { return nil }
        self.releases = releases
    }
}

extension Version {
    /// The version that a key and the number of release numbers say; `nil` if they make no sense.
    fileprivate init?(_ key: VersionKey, _ length: UInt32) {
        guard key.isExact, (1...UInt32(VersionKey.releaseLimit)).contains(length) else { return nil }
        self.init(key, releaseLength: Int(length))
    }
}

extension ListingLayout {
    /// Reads the header at `start`; `nil` unless the parts it announces end where the bytes end.
    fileprivate init?(_ bytes: [UInt8], from start: Int) {
        guard bytes.count - start >= Self.headerBytes else { return nil }
        var reader = FixedReader(bytes, at: start)
        let counts = (0..<5).map { _ in Int(reader.read32()) }
        self.init(
            start: start,
            texts: counts[0],
            releases: counts[1],
            files: counts[2],
            textBytes: counts[3],
            detailBytes: counts[4]
        )
        guard end == bytes.count else { return nil }
    }
}

/// Reads numbers of fixed size that are known to be there.
private struct FixedReader {
    private let bytes: [UInt8]
    private var offset: Int

    init(_ bytes: [UInt8], at offset: Int) {
        self.bytes = bytes
        self.offset = offset
    }

    mutating func read32() -> UInt32 {
        defer { offset += 4 }
        return bytes.withUnsafeBytes { UInt32(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: UInt32.self)) }
    }

    mutating func read64() -> UInt64 {
        defer { offset += 8 }
        return bytes.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) }
    }
}
