/// What the end records of a zip archive say about its central directory (APPNOTE.TXT 4.3.14 to 4.3.16).
struct ZipEndRecord {
    let entryCount: UInt64
    let directoryBytes: UInt64
    /// From the start of the archive.
    let directoryOffset: UInt64

    /// Finds the end of central directory record that closes the archive and checks that the directory precedes it.
    init(tail: UnsafeRawBufferPointer, archiveBytes: UInt64) throws(ArchiveError) {
        let reader = ByteReader(tail)
        let position = try Self.position(in: reader, archiveBytes: archiveBytes)
        let endOffset = archiveBytes - UInt64(tail.count - position)
        let short = (
            disk: try reader.uint16(position + 4), directoryDisk: try reader.uint16(position + 6),
            entriesOnDisk: try reader.uint16(position + 8), entries: try reader.uint16(position + 10),
            bytes: try reader.uint32(position + 12), offset: try reader.uint32(position + 16)
        )
        let locatorSignature = position >= 20 ? try reader.uint32(position - 20) : 0
        let needsZip64 =
            short.disk == 0xFFFF || short.directoryDisk == 0xFFFF || short.entriesOnDisk == 0xFFFF
            || short.entries == 0xFFFF || short.bytes == 0xFFFF_FFFF || short.offset == 0xFFFF_FFFF
        if locatorSignature == 0x0706_4b50 {
            self = try Self(zip64LocatorAt: position - 20, reader: reader, archiveBytes: archiveBytes)
            // A reader that knows no zip64 must not be shown another archive.
            guard short.entries == 0xFFFF || UInt64(short.entries) == entryCount,
                short.bytes == 0xFFFF_FFFF || UInt64(short.bytes) == directoryBytes,
                short.offset == 0xFFFF_FFFF || UInt64(short.offset) == directoryOffset
            else {
                throw ArchiveError(.malformed, "the two end records contradict each other")
            }
            return
        }
        if needsZip64 && position < 20 && UInt64(tail.count) < archiveBytes {
            throw Self.tooShort(tail, by: 76, archiveBytes)
        }
        guard short.disk == 0, short.directoryDisk == 0, short.entriesOnDisk == short.entries else {
            throw ArchiveError(.unsupported, "the archive spans several disks")
        }
        entryCount = UInt64(short.entries)
        directoryBytes = UInt64(short.bytes)
        directoryOffset = UInt64(short.offset)
        try check(directoryEnd: endOffset)
    }

    /// More than any wheel has; each takes some hundred bytes of memory.
    static let mostEntries: UInt64 = 1 << 18

    private init(zip64LocatorAt locator: Int, reader: ByteReader, archiveBytes: UInt64) throws(ArchiveError) {
        let locatorOffset = archiveBytes - UInt64(reader.bytes.count - locator)
        let recordOffset = try reader.uint64(locator + 8)
        guard try reader.uint32(locator + 4) == 0, try reader.uint32(locator + 16) <= 1 else {
            throw ArchiveError(.unsupported, "the archive spans several disks")
        }
        guard recordOffset <= locatorOffset, locatorOffset - recordOffset >= 56 else {
            throw ArchiveError(.malformed, "the zip64 end record is not where the archive says")
        }
        guard locatorOffset - recordOffset <= UInt64(locator) else {
            throw Self.tooShort(reader.bytes, by: locatorOffset - recordOffset, archiveBytes)
        }
        let record = locator - Int(locatorOffset - recordOffset)
        guard try reader.uint32(record) == 0x0606_4b50,
            try reader.uint64(record + 4) == locatorOffset - recordOffset - 12
        else {
            throw ArchiveError(.malformed, "the zip64 end record is not where the archive says")
        }
        guard try reader.uint32(record + 16) == 0, try reader.uint32(record + 20) == 0,
            try reader.uint64(record + 24) == reader.uint64(record + 32)
        else {
            throw ArchiveError(.unsupported, "the archive spans several disks")
        }
        entryCount = try reader.uint64(record + 32)
        directoryBytes = try reader.uint64(record + 40)
        directoryOffset = try reader.uint64(record + 48)
        try check(directoryEnd: recordOffset)
    }

    private func check(directoryEnd: UInt64) throws(ArchiveError) {
        guard directoryOffset <= directoryEnd, directoryEnd - directoryOffset == directoryBytes else {
            throw ArchiveError(.malformed, "the central directory does not end where its end record begins")
        }
        // 46 bytes is the smallest central directory header (APPNOTE.TXT 4.3.12).
        guard entryCount <= directoryBytes / 46 else {
            throw ArchiveError(.malformed, "the central directory cannot hold \(entryCount) entries")
        }
        guard entryCount <= Self.mostEntries else {
            throw ArchiveError(
                .limitExceeded,
                "the archive has \(entryCount) entries, more than the \(Self.mostEntries) that are read"
            )
        }
    }

    /// The place of the last end record; its comment must end exactly with the archive.
    private static func position(in reader: ByteReader, archiveBytes: UInt64) throws(ArchiveError) -> Int {
        let count = reader.bytes.count
        var position = count - 22
        while position >= 0, count - position <= 22 + 0xFFFF {
            if try reader.uint32(position) == 0x0605_4b50 {
                guard Int(try reader.uint16(position + 20)) == count - position - 22 else {
                    throw ArchiveError(.malformed, "data follows the end of the zip archive, or its end is cut off")
                }
                return position
            }
            position -= 1
        }
        guard UInt64(count) == archiveBytes || count >= 22 + 0xFFFF else {
            throw tooShort(reader.bytes, by: 22 + 0xFFFF, archiveBytes)
        }
        throw ArchiveError(.truncated, "no end of central directory record: not a zip archive, or cut off")
    }

    private static func tooShort(
        _ tail: UnsafeRawBufferPointer,
        by more: UInt64,
        _ archiveBytes: UInt64
    ) -> ArchiveError {
        let (required, overflow) = UInt64(tail.count).addingReportingOverflow(more)
        return ArchiveError(
            .tailTooShort(required: overflow ? archiveBytes : min(archiveBytes, required)),
            "the archive's end records are not within its last \(tail.count) bytes"
        )
    }
}
