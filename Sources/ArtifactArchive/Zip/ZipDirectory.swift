/// The central directory of a zip archive, parsed from the archive's last bytes.
struct ZipDirectory {
    /// The entries in the order of the central directory.
    let entries: [ZipEntry]
    /// Where the central directory begins, from the start of the archive.
    let offset: UInt64

    /// Finds and parses the central directory.
    ///
    /// Nothing is guessed: the directory must end exactly where the end records begin, and they must end the archive,
    /// so that every reader sees the same entries.
    ///
    /// - Parameters:
    ///   - tail: The archive's last bytes, at most all of it.
    ///   - archiveBytes: The size of the whole archive.
    /// - Throws: ``ArchiveError`` for what breaks the format, or for a tail that is too short.
    init(tail: UnsafeRawBufferPointer, archiveBytes: UInt64) throws(ArchiveError) {
        guard UInt64(tail.count) <= archiveBytes else {
            throw ArchiveError(.malformed, "the tail is larger than the archive")
        }
        let end = try ZipEndRecord(tail: tail, archiveBytes: archiveBytes)
        let tailOffset = archiveBytes - UInt64(tail.count)
        guard end.directoryOffset >= tailOffset else {
            throw ArchiveError(
                .tailTooShort(required: archiveBytes - end.directoryOffset),
                "the central directory is not within the last \(tail.count) bytes"
            )
        }
        let reader = ByteReader(tail)
        // Both fit: the end record has been checked to lie inside the archive, the offset inside the tail.
        let start = Int(end.directoryOffset - tailOffset)
        let directory = ByteReader(try reader.slice(start, Int(end.directoryBytes)))
        var entries: [ZipEntry] = []
        entries.reserveCapacity(Int(min(end.entryCount, end.directoryBytes / 46)))
        var position = 0
        for _ in 0..<end.entryCount {
            entries.append(try directory.zipEntry(at: &position, dataEnd: end.directoryOffset))
        }
        guard position == directory.bytes.count else {
            throw ArchiveError(.malformed, "the central directory holds more than its \(end.entryCount) entries")
        }
        self.entries = entries
        self.offset = end.directoryOffset
    }
}

extension ByteReader {
    /// Parses one central directory header (APPNOTE.TXT 4.3.12) and moves `position` behind it.
    fileprivate func zipEntry(at position: inout Int, dataEnd: UInt64) throws(ArchiveError) -> ZipEntry {
        guard try uint32(position) == 0x0201_4b50 else {
            throw ArchiveError(.malformed, "the central directory is damaged: an entry's signature is missing")
        }
        let flags = try uint16(position + 8)
        let nameBytes = Int(try uint16(position + 28))
        let extraBytes = Int(try uint16(position + 30))
        let commentBytes = Int(try uint16(position + 32))
        let rawName = Array(try slice(position + 46, nameBytes))
        let extra = try slice(position + 46 + nameBytes, extraBytes)
        _ = try slice(position + 46 + nameBytes + extraBytes, commentBytes)
        let name = try ZipEntry.decodeName(rawName, flags: flags)
        do throws(ArchiveError) {
            let methodNumber = try uint16(position + 10)
            guard flags & (ZipFlags.encrypted | ZipFlags.stronglyEncrypted | ZipFlags.maskedHeaders) == 0 else {
                throw ArchiveError(.unsupported, "the entry is encrypted")
            }
            guard flags & ZipFlags.patched == 0, let method = ZipEntry.Method(rawValue: methodNumber) else {
                throw ArchiveError(.unsupported, "the entry uses compression method \(methodNumber)")
            }
            var sizes = Zip64Sizes(
                bytes: UInt64(try uint32(position + 24)),
                compressedBytes: UInt64(try uint32(position + 20)),
                headerOffset: UInt64(try uint32(position + 42)),
                disk: UInt32(try uint16(position + 34))
            )
            try sizes.widen(from: ByteReader(extra))
            let entry = ZipEntry(
                name: name,
                compressedBytes: sizes.compressedBytes,
                bytes: sizes.bytes,
                crc32: try uint32(position + 16),
                method: method,
                mode: try uint16(position + 40),
                headerOffset: sizes.headerOffset ?? 0,
                rawName: rawName,
                flags: flags
            )
            guard sizes.disk ?? 0 == 0 else { throw ArchiveError(.unsupported, "the entry is on another disk") }
            try entry.checkPlausibility(dataEnd: dataEnd)
            position += 46 + nameBytes + extraBytes + commentBytes
            return entry
        } catch {
            throw error.naming(entry: name)
        }
    }
}

extension ZipEntry {
    /// Rejects sizes that no honest archive of this length can state.
    fileprivate func checkPlausibility(dataEnd: UInt64) throws(ArchiveError) {
        // A local header is 30 bytes and repeats the name (APPNOTE.TXT 4.3.7).
        let header = 30 + UInt64(rawName.count)
        guard headerOffset <= dataEnd, header <= dataEnd - headerOffset,
            compressedBytes <= dataEnd - headerOffset - header
        else {
            throw ArchiveError(.malformed, "the entry reaches beyond the archive's data")
        }
        guard !isDirectory || bytes == 0 else {
            throw ArchiveError(.malformed, "the entry is a directory and has content")
        }
        switch method {
        case .stored:
            guard bytes == compressedBytes else {
                throw ArchiveError(.sizeMismatch, "the stored entry states two different sizes")
            }
        case .deflated:
            // DEFLATE cannot expand beyond 1032 to 1: 258 bytes for two bits.
            guard bytes / 1032 <= compressedBytes else {
                throw ArchiveError(.sizeMismatch, "the entry states \(bytes) bytes, more than its data can hold")
            }
        }
    }
}
