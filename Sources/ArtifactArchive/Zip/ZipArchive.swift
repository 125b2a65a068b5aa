/// A zip archive on disk, mapped into memory (PKWARE APPNOTE.TXT 6.3, as far as wheels use it).
///
/// Opening checks everything that can be checked without inflating: bounds, the agreement of local headers and data
/// descriptors with the central directory, and that no two entries share bytes. The file must stay unchanged while the
/// value lives.
public struct ZipArchive: Sendable {
    /// The path the archive was opened at.
    public let path: String
    /// The entries in the order of the central directory.
    public let entries: [ZipEntry]

    private let file: MappedFile

    /// Opens and checks the archive at `path`.
    ///
    /// - Throws: ``ArchiveError`` naming the file and, where one is at fault, the entry.
    public init(path: String) throws(ArchiveError) {
        do throws(ArchiveError) {
            let file = try MappedFile(path: path)
            let directory = try ZipDirectory(tail: file.bytes, archiveBytes: UInt64(file.bytes.count))
            try Self.checkLayout(directory, in: file.bytes)
            self.path = path
            self.file = file
            self.entries = directory.entries
        } catch {
            throw error.naming(file: path)
        }
    }

    /// Calls `body` with the entry's stored data, which lies in the file's mapping.
    func withStoredData<Result>(
        of entry: ZipEntry,
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) throws -> Result {
        let data = try storedData(of: entry)
        return try withExtendedLifetime(file) { try body(data) }
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
            let data = try storedData(of: entry)
            defer { withExtendedLifetime(file) {} }
            return try entry.contents(from: data, limit: limit)
        } catch {
            throw error.naming(file: path)
        }
    }

    private func storedData(of entry: ZipEntry) throws(ArchiveError) -> UnsafeRawBufferPointer {
        let reader = ByteReader(file.bytes)
        guard let offset = Int(exactly: entry.headerOffset), let count = Int(exactly: entry.compressedBytes),
            offset <= reader.bytes.count
        else {
            throw ArchiveError(.truncated, file: path, entry: entry.name, "the entry is not in this archive")
        }
        do throws(ArchiveError) {
            let header = try ZipLocalHeader(of: entry, at: offset, in: reader)
            return try reader.slice(offset + header.bytes, count)
        } catch {
            throw error.naming(entry: entry.name).naming(file: path)
        }
    }

    private static func checkLayout(_ directory: ZipDirectory, in bytes: UnsafeRawBufferPointer) throws(ArchiveError) {
        // Entries must lie before the directory, so nothing behind it is readable here.
        let reader = ByteReader(UnsafeRawBufferPointer(rebasing: bytes[..<Int(directory.offset)]))
        var end = 0
        for entry in directory.entries.sorted(by: { $0.headerOffset < $1.headerOffset }) {
            guard let offset = Int(exactly: entry.headerOffset), let count = Int(exactly: entry.compressedBytes) else {
                throw ArchiveError(.malformed, entry: entry.name, "the entry reaches beyond the archive's data")
            }
            guard offset >= end else {
                throw ArchiveError(.overlappingEntries, entry: entry.name, "the entry overlaps the one before it")
            }
            do throws(ArchiveError) {
                let header = try ZipLocalHeader(of: entry, at: offset, in: reader)
                let data = try reader.slice(offset + header.bytes, count)
                end = offset + header.bytes + data.count
                if entry.hasDataDescriptor {
                    end += try ZipLocalHeader.dataDescriptorBytes(of: entry, at: end, in: reader)
                }
            } catch {
                throw error.naming(entry: entry.name)
            }
        }
    }
}
