/// A zip archive on disk (PKWARE APPNOTE.TXT 6.3, as far as wheels use it).
///
/// Opening checks everything that can be checked without inflating: bounds, the agreement of local headers and data
/// descriptors with the central directory, and that no two entries share bytes. The file must stay unchanged while the
/// value lives; the directory is in memory, entries are read when they are asked for.
public struct ZipArchive: Sendable {
    /// The path the archive was opened at.
    public let path: String
    /// The entries in the order of the central directory.
    public let entries: [ZipEntry]

    private let file: ZipFile
    private let layout: ZipLayout

    /// Holds the central directory of nearly every wheel.
    private static let usualTailBytes: UInt64 = 256 << 10

    /// The most bytes that all entries together may have: what is inflated is bounded by what is stated.
    public static let mostBytes: UInt64 = 16 << 30

    /// Opens and checks the archive at `path`.
    ///
    /// - Throws: ``ArchiveError`` naming the file and, where one is at fault, the entry.
    public init(path: String) throws(ArchiveError) {
        do throws(ArchiveError) {
            let file = try ZipFile(path: path)
            let directory = try Self.directory(of: file)
            try Self.checkTotal(directory.entries)
            self.path = path
            self.file = file
            self.entries = directory.entries
            self.layout = try ZipLayout(directory, in: file)
        } catch {
            throw error.naming(file: path)
        }
    }

    /// The entry's data as it is stored.
    func storedData(of entry: ZipEntry) throws(ArchiveError) -> ZipData {
        guard let offset = layout.dataOffsets[entry.headerOffset],
            entry.compressedBytes <= file.bytes - min(offset, file.bytes)
        else {
            throw ArchiveError(.truncated, file: path, entry: entry.name, "the entry is not in this archive")
        }
        return ZipData(file, offset: offset, bytes: entry.compressedBytes)
    }

    /// Inflates an entry into memory.
    ///
    /// - Parameters:
    ///   - entry: One of ``entries``.
    ///   - limit: The most bytes to hold in memory; a larger entry is a `limitExceeded` error.
    /// - Returns: The content, which has the size and CRC-32 the archive states.
    /// - Throws: ``ArchiveError`` when the entry is damaged or too large.
    public func contents(of entry: ZipEntry, limit: UInt64 = 1 << 30) throws(ArchiveError) -> [UInt8] {
        do throws(ArchiveError) {
            try entry.check(limit: limit)
            let data = try storedData(of: entry).contents()
            let outcome = data.withUnsafeBytes { data in
                Result<[UInt8], ArchiveError> { () throws(ArchiveError) in
                    try entry.contents(from: data, limit: limit)
                }
            }
            return try outcome.get()
        } catch {
            throw error.naming(entry: entry.name).naming(file: path)
        }
    }

    private static func checkTotal(_ entries: [ZipEntry]) throws(ArchiveError) {
        var room = mostBytes
        for entry in entries {
            guard entry.bytes <= room else {
                throw ArchiveError(
                    .limitExceeded,
                    entry: entry.name,
                    "with this entry, the archive has more than the \(mostBytes) bytes that are unpacked"
                )
            }
            room -= entry.bytes
        }
    }

    private static func directory(of file: ZipFile) throws(ArchiveError) -> ZipDirectory {
        var count = usualTailBytes
        while true {
            let tail = try file.tail(count)
            let outcome = tail.withUnsafeBytes { tail in
                Result<ZipDirectory, ArchiveError> { () throws(ArchiveError) in
                    try ZipDirectory(tail: tail, archiveBytes: file.bytes)
                }
            }
            do throws(ArchiveError) {
                return try outcome.get()
            } catch {
                guard case .tailTooShort(let required) = error.kind, required > count else { throw error }
                count = required
            }
        }
    }
}
