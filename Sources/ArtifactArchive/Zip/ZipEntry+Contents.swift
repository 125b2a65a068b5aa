extension ZipEntry {
    /// Inflates the whole entry into memory and checks it against its size and CRC-32.
    func contents(from data: UnsafeRawBufferPointer, limit: UInt64) throws(ArchiveError) -> [UInt8] {
        try check(limit: limit)
        var contents: [UInt8] = []
        do {
            switch method {
            case .stored:
                contents = Array(data)
                try check(crc32: CRC32.of(data), bytes: UInt64(data.count))
            case .deflated:
                contents.reserveCapacity(Int(clamping: bytes))
                let scan = try DeflateScanner().scan(data, limit: bytes) { contents.append(contentsOf: $0) }
                try check(crc32: scan.crc32, bytes: scan.bytes)
            }
        } catch let error as ArchiveError {
            throw error.naming(entry: name)
        } catch {
            throw ArchiveError(.inputOutput, entry: name, "\(error)")
        }
        return contents
    }

    /// Refuses an entry that states more bytes than may be held in memory.
    func check(limit: UInt64) throws(ArchiveError) {
        guard bytes <= limit, bytes <= Int.max else {
            throw ArchiveError(.limitExceeded, entry: name, "the entry has \(bytes) bytes, more than \(limit)")
        }
    }

    /// Compares what was read with what the archive states.
    func check(crc32 actual: UInt32, bytes count: UInt64) throws(ArchiveError) {
        guard count == bytes else {
            throw ArchiveError(.sizeMismatch, entry: name, "the entry has \(count) bytes, not the stated \(bytes)")
        }
        guard actual == crc32 else {
            throw ArchiveError(.checksumMismatch, entry: name, "the entry's content does not match its CRC-32")
        }
    }
}
