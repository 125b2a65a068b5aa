public import ArtifactCache

extension ProjectListing {
    /// Reads the compact form; `nil` if it is damaged.
    public init?(_ bytes: [UInt8]) {
        self.init(FixedBytes(bytes))
    }

    /// Reads the compact form, which takes all bytes from `start` on; `nil` if it is damaged.
    ///
    /// The numbers of files and texts are checked here and used as they are later.
    public init?(_ content: FixedBytes, from start: Int = 0) {
        guard let layout = ListingLayout(content, from: start), layout.hasSoundTexts(content),
            layout.hasSoundFiles(content), let releases = layout.releases(content)
        else { return nil }
        self.content = content
        self.layout = layout
        self.releases = releases
    }
}

extension ListingLayout {
    /// Whether each text ends after the one before, and the last where the details start.
    fileprivate func hasSoundTexts(_ content: FixedBytes) -> Bool {
        var last: UInt32 = 0
        for number in 0..<textCount {
            let end = content.integer(at: textEnds + number * 4, as: UInt32.self)
            guard end >= last else { return false }
            last = end
        }
        return Int(last) == details - texts
    }

    /// Whether what the records and the members of versions refer to is there.
    fileprivate func hasSoundFiles(_ content: FixedBytes) -> Bool {
        let limit = UInt32(textCount)
        let detailBytes = UInt32(end - details)
        for file in 0..<fileCount {
            let record = records + file * Self.recordBytes
            guard content.integer(at: grouped + file * 4, as: UInt32.self) < UInt32(fileCount),
                content.integer(at: record, as: UInt32.self) <= limit,
                content.integer(at: record + 4, as: UInt32.self) <= limit,
                content.integer(at: record + 8, as: UInt32.self) <= detailBytes
            else { return false }
        }
        return true
    }

    /// Reads the versions; `nil` if one makes no sense.
    fileprivate func releases(_ content: FixedBytes) -> [ProjectListing.Release]? {
        var releases: [ProjectListing.Release] = []
        releases.reserveCapacity(releaseCount)
        var start = 0
        for number in 0..<releaseCount {
            let place = self.releases + number * Self.releaseBytes
            let key = VersionKey(
                release: content.integer(at: place, as: UInt64.self),
                suffix: content.integer(at: place + 8, as: UInt64.self)
            )
            let text = content.integer(at: place + 16, as: UInt32.self)
            let length = content.integer(at: place + 20, as: UInt32.self)
            let end = Int(content.integer(at: place + 24, as: UInt32.self))
            guard (start...fileCount).contains(end), Int(text) <= textCount else { return nil }
            let spelled = text == 0 ? "" : content.text(range(ofText: text, in: content))
            guard let version = text == 0 ? Version(key, length) : try? Version(spelled) else { return nil }
            releases.append(ProjectListing.Release(version: version, members: start..<end))
            start = end
        }
        return start == fileCount ? releases : nil
    }
}

extension Version {
    /// The version that a key and the number of release numbers say; `nil` if they make no sense.
    fileprivate init?(_ key: VersionKey, _ length: UInt32) {
        guard key.isExact, (1...UInt32(VersionKey.releaseLimit)).contains(length) else { return nil }
        self.init(key, releaseLength: Int(length))
    }
}
