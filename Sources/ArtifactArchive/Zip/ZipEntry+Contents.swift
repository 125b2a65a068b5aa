internal import CDeflate

extension ZipEntry {
    /// Inflates the whole entry into memory and checks it against its size and CRC-32.
    func contents(from data: UnsafeRawBufferPointer, limit: UInt64) throws(ArchiveError) -> [UInt8] {
        try check(limit: limit)
        let count = Int(clamping: bytes)
        let contents: [UInt8]
        do throws(ArchiveError) {
            contents =
                switch method {
                case .stored: Array(data)
                case .deflated: try WholeBufferInflater.inflate(data, bytes: count)
                }
        } catch {
            throw error.naming(entry: name)
        }
        try check(crc32: contents.withUnsafeBytes { CRC32.of($0) }, bytes: UInt64(contents.count))
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
