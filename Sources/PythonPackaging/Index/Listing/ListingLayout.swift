import ArtifactCache

/// Where the parts of a listing are among its bytes: a header with the counts, then tables of numbers in little endian.
struct ListingLayout: Sendable {
    static let headerBytes = 20
    static let releaseBytes = 28
    static let recordBytes = 16

    let start: Int
    let releaseCount: Int
    let fileCount: Int
    let textCount: Int
    let textEnds: Int
    let releases: Int
    let grouped: Int
    let records: Int
    let texts: Int
    let details: Int
    let end: Int

    /// Lays out parts of the given sizes from `start` on.
    init(start: Int, texts textCount: Int, releases releaseCount: Int, files: Int, textBytes: Int, detailBytes: Int) {
        self.start = start
        self.releaseCount = releaseCount
        self.fileCount = files
        self.textCount = textCount
        textEnds = start + Self.headerBytes
        releases = textEnds + textCount * 4
        grouped = releases + releaseCount * Self.releaseBytes
        records = grouped + files * 4
        texts = records + files * Self.recordBytes
        details = texts + textBytes
        end = details + detailBytes
    }

    /// Reads the header at `start`; `nil` unless the parts it announces end where the bytes end.
    init?(_ content: FixedBytes, from start: Int) {
        guard start >= 0, content.count - start >= Self.headerBytes else { return nil }
        let counts = (0..<5).map { Int(content.integer(at: start + $0 * 4, as: UInt32.self)) }
        self.init(
            start: start,
            texts: counts[0],
            releases: counts[1],
            files: counts[2],
            textBytes: counts[3],
            detailBytes: counts[4]
        )
        guard end == content.count else { return nil }
    }

    /// Where the text with a number is; nowhere if there is none.
    func range(ofText number: UInt32, in content: FixedBytes) -> Range<Int> {
        guard number > 0, Int(number) <= textCount else { return 0..<0 }
        let place = textEnds + Int(number - 1) * 4
        let start = number == 1 ? 0 : content.integer(at: place - 4, as: UInt32.self)
        let end = content.integer(at: place, as: UInt32.self)
        guard start <= end else { return 0..<0 }
        return texts + Int(start)..<texts + Int(end)
    }
}
