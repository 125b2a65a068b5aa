public import Digests

extension ZipArchive {
    /// Inflates an entry in bounded memory and checks it against its size and CRC-32.
    ///
    /// - Parameters:
    ///   - entry: One of ``entries``.
    ///   - body: Receives the content in pieces; only when the call returns is it known to be intact.
    /// - Returns: The digest of the content.
    /// - Throws: ``ArchiveError`` when the entry is damaged, and what `body` throws.
    @discardableResult
    public func read(
        _ entry: ZipEntry,
        _ body: (UnsafeRawBufferPointer) throws -> Void = { _ in }
    ) throws -> SHA256Digest {
        do {
            let data = try storedData(of: entry)
            var hasher = SHA256Hasher()
            switch entry.method {
            case .stored:
                var crc32: UInt32 = 0
                try data.forEachPiece {
                    crc32 = CRC32.of($0, continuing: crc32)
                    hasher.update($0)
                    try body($0)
                }
                try entry.check(crc32: crc32, bytes: data.bytes)
            case .deflated:
                let scan = try DeflateScanner().scan(data, limit: entry.bytes) {
                    hasher.update($0)
                    try body($0)
                }
                try entry.check(crc32: scan.crc32, bytes: scan.bytes)
            }
            return hasher.finalize()
        } catch let error as ArchiveError {
            throw error.naming(entry: entry.name).naming(file: path)
        }
    }
}
