/// Where the data of every entry of a zip archive lies, found by its local header.
struct ZipLayout {
    /// The position of each entry's data by that of its header, in bytes from the start of the archive.
    private(set) var dataOffsets: [UInt64: UInt64] = [:]

    /// Checks that every local header agrees with the directory, that no two entries share bytes, and that all of them lie
    /// before the directory.
    init(_ directory: ZipDirectory, in file: ZipFile) throws(ArchiveError) {
        var window = HeaderWindow(file, end: directory.offset)
        var end: UInt64 = 0
        dataOffsets.reserveCapacity(directory.entries.count)
        for entry in directory.entries.sorted(by: { $0.headerOffset < $1.headerOffset }) {
            guard entry.headerOffset >= end else {
                throw ArchiveError(.overlappingEntries, entry: entry.name, "the entry overlaps the one before it")
            }
            do throws(ArchiveError) {
                let header = try window.header(of: entry)
                let data = entry.headerOffset + UInt64(header.bytes)
                guard data <= directory.offset, entry.compressedBytes <= directory.offset - data else {
                    throw ArchiveError(.truncated, "the entry reaches beyond the archive's data")
                }
                dataOffsets[entry.headerOffset] = data
                end = data + entry.compressedBytes
                if entry.hasDataDescriptor { end += try window.descriptorBytes(of: entry, at: end) }
            } catch {
                throw error.naming(entry: entry.name)
            }
        }
    }
}

/// The part of an archive around the header being read; headers of small entries lie close together.
private struct HeaderWindow {
    /// Headers of all but strange archives fit.
    private static let usualBytes: UInt64 = 8 << 10
    private static let shortHeaderBytes: UInt64 = 30
    private static let longestHeaderBytes: UInt64 = 30 + 2 * 0xFFFF
    private static let longestDescriptorBytes: UInt64 = 24

    private let file: ZipFile
    /// Nothing behind this is part of an entry.
    private let end: UInt64
    private var start: UInt64 = 0
    private var bytes: [UInt8] = []

    init(_ file: ZipFile, end: UInt64) {
        self.file = file
        self.end = end
    }

    mutating func header(of entry: ZipEntry) throws(ArchiveError) -> ZipLocalHeader {
        try hold(entry.headerOffset, Self.shortHeaderBytes)
        do throws(ArchiveError) {
            return try parse(entry)
        } catch {
            guard error.kind == .truncated else { throw error }
            try hold(entry.headerOffset, Self.longestHeaderBytes)
            return try parse(entry)
        }
    }

    mutating func descriptorBytes(of entry: ZipEntry, at offset: UInt64) throws(ArchiveError) -> UInt64 {
        try hold(offset, Self.longestDescriptorBytes)
        let position = Int(offset - start)
        return try read { reader throws(ArchiveError) in
            UInt64(try ZipLocalHeader.dataDescriptorBytes(of: entry, at: position, in: reader))
        }
    }

    private func parse(_ entry: ZipEntry) throws(ArchiveError) -> ZipLocalHeader {
        let position = Int(entry.headerOffset - start)
        return try read { reader throws(ArchiveError) in try ZipLocalHeader(of: entry, at: position, in: reader) }
    }

    /// Makes `count` bytes from `offset` available, as far as the archive has them.
    private mutating func hold(_ offset: UInt64, _ count: UInt64) throws(ArchiveError) {
        let wanted = min(count, end - min(offset, end))
        if offset >= start, offset + wanted <= start + UInt64(bytes.count) { return }
        start = offset
        bytes = try file.contents(of: offset..<offset + min(max(wanted, Self.usualBytes), end - min(offset, end)))
    }

    private func read<Result>(
        _ body: (ByteReader) throws(ArchiveError) -> Result
    ) throws(ArchiveError) -> Result {
        let outcome = bytes.withUnsafeBytes { buffer in
            Swift.Result<Result, ArchiveError> { () throws(ArchiveError) in try body(ByteReader(buffer)) }
        }
        return try outcome.get()
    }
}
