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
}
