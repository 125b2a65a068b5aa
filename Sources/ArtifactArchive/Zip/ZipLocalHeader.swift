/// The local header of an entry, checked against the central directory.
struct ZipLocalHeader {
    /// The size of the header with name and extra field, in bytes.
    let bytes: Int

    /// Reads the local header at `offset` (APPNOTE.TXT 4.3.7) and compares every field that both places state.
    ///
    /// An archive whose two descriptions differ shows different files to different readers, so it is rejected.
    init(of entry: ZipEntry, at offset: Int, in reader: ByteReader) throws(ArchiveError) {
        guard try reader.uint32(offset) == 0x0403_4b50 else {
            throw ArchiveError(.malformed, entry: entry.name, "the entry's local header is missing")
        }
        let nameBytes = Int(try reader.uint16(offset + 26))
        let extraBytes = Int(try reader.uint16(offset + 28))
        let name = try reader.slice(offset + 30, nameBytes)
        let extra = try reader.slice(offset + 30 + nameBytes, extraBytes)
        bytes = 30 + nameBytes + extraBytes

        let compared = ZipFlags.encrypted | ZipFlags.dataDescriptor | ZipFlags.utf8
        guard name.elementsEqual(entry.rawName),
            try reader.uint16(offset + 8) == entry.method.rawValue,
            try reader.uint16(offset + 6) & compared == entry.flags & compared
        else {
            throw Self.disagreement(entry)
        }
        var sizes = Zip64Sizes(
            bytes: UInt64(try reader.uint32(offset + 22)),
            compressedBytes: UInt64(try reader.uint32(offset + 18))
        )
        let crc32 = try reader.uint32(offset + 14)
        if entry.hasDataDescriptor && crc32 == 0 && sizes.isUnstated { return }
        do throws(ArchiveError) {
            try sizes.widen(from: ByteReader(extra))
        } catch {
            throw error.naming(entry: entry.name)
        }
        if entry.hasDataDescriptor && crc32 == 0 && sizes.isUnstated { return }
        guard crc32 == entry.crc32, sizes.bytes == entry.bytes, sizes.compressedBytes == entry.compressedBytes else {
            throw Self.disagreement(entry)
        }
    }

    /// Returns the size of the data descriptor at `offset` (APPNOTE.TXT 4.3.9), which must repeat the directory.
    ///
    /// The signature is optional and the sizes have 4 or 8 bytes, so that the form that fits is the one that is there.
    static func dataDescriptorBytes(
        of entry: ZipEntry,
        at offset: Int,
        in reader: ByteReader
    ) throws(ArchiveError) -> Int {
        for isSigned in [true, false] {
            let fields = offset + (isSigned ? 4 : 0)
            if isSigned, try reader.uint32(offset) != 0x0807_4b50 { continue }
            guard try reader.uint32(fields) == entry.crc32 else { continue }
            if UInt64(try reader.uint32(fields + 4)) == entry.compressedBytes,
                UInt64(try reader.uint32(fields + 8)) == entry.bytes
            {
                return fields + 12 - offset
            }
            if let compressed = try? reader.uint64(fields + 4), compressed == entry.compressedBytes,
                let bytes = try? reader.uint64(fields + 12), bytes == entry.bytes
            {
                return fields + 20 - offset
            }
        }
        throw disagreement(entry)
    }

    private static func disagreement(_ entry: ZipEntry) -> ArchiveError {
        ArchiveError(.malformed, entry: entry.name, "the entry's header and the central directory disagree")
    }
}

extension Zip64Sizes {
    /// Whether a writer that did not know the sizes yet left them open, in either width.
    fileprivate var isUnstated: Bool {
        bytes == 0 && compressedBytes == 0
    }
}
