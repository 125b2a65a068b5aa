internal import Digests

/// The tar members and the encoded data of a segment in the making.
struct SegmentOutput {
    private let sink: (UnsafeRawBufferPointer) throws -> Void
    private let compression: Compression
    private let modificationTime: UInt32
    private let isParallel: Bool
    /// What splicing needs.
    private var compressor: RunCompressor?
    private var runs: (any RunWriter)?
    private var accounts = SegmentAccounts()
    private var crc32: UInt32 = 0
    private var fileBytes: UInt64 = 0

    init(
        compression: Compression,
        modificationTime: UInt32,
        isParallel: Bool,
        sink: @escaping (UnsafeRawBufferPointer) throws -> Void
    ) {
        self.compression = compression
        self.modificationTime = modificationTime
        self.isParallel = isParallel
        self.sink = sink
    }

    /// Begins a file whose content follows through ``compress(_:)``.
    mutating func begin(path: String, bytes: UInt64, isExecutable: Bool) throws {
        let header = try TarHeader(
            path: path,
            bytes: bytes,
            isExecutable: isExecutable,
            modificationTime: modificationTime
        )
        accounts.begin(path: path, bytes: bytes, isExecutable: isExecutable)
        fileBytes = bytes
        try header.bytes.withUnsafeBytes { try compress($0) }
    }

    /// Fills the last block of the file's content.
    mutating func end() throws {
        let padding = [UInt8](repeating: 0, count: TarHeader.padding(after: fileBytes))
        try padding.withUnsafeBytes { try compress($0) }
    }

    /// Adds bytes to the run that is compressed as a whole.
    mutating func compress(_ bytes: UnsafeRawBufferPointer) throws {
        crc32 = CRC32.of(bytes, continuing: crc32)
        let runs = try preparedRuns()
        var rest = bytes
        while !rest.isEmpty {
            let room = runs.runBytes - runs.pendingBytes
            let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(room))
            accounts.addPending(UInt64(piece.count))
            try runs.append(piece, to: sink) { accounts.settle(bytes: $0, compressedBytes: $1) }
            rest = UnsafeRawBufferPointer(rebasing: rest[piece.count...])
        }
    }

    /// Whether samples of a file shrink.
    mutating func isWorthwhile(_ source: SourceFile) throws -> Bool {
        try preparedCompressor().isWorthwhile(source)
    }

    /// Adds the content of the file that has begun, without compressing it, and returns its digest.
    mutating func store(_ source: SourceFile) throws -> SHA256Digest {
        try flush()
        return try source.read { piece in
            crc32 = CRC32.of(piece, continuing: crc32)
            let written = try DeflateSplice.writeStored(piece, to: sink)
            accounts.addSpliced(bytes: UInt64(piece.count), compressedBytes: written)
        }
    }

    /// Adds a file whose content is already compressed in a zip archive.
    mutating func splice(
        path: String,
        isExecutable: Bool,
        entry: ZipEntry,
        data: ZipData
    ) throws -> SHA256Digest {
        var hasher = SHA256Hasher()
        switch entry.method {
        case .stored:
            var crc32: UInt32 = 0
            try data.forEachPiece {
                hasher.update($0)
                crc32 = CRC32.of($0, continuing: crc32)
            }
            try entry.check(crc32: crc32, bytes: data.bytes)
            try begin(path: path, bytes: entry.bytes, isExecutable: isExecutable)
            if try preparedCompressor().isWorthwhile(data) {
                try data.forEachPiece { try compress($0) }
            } else {
                try flush()
                join(entry, compressedBytes: try DeflateSplice.writeStored(data, to: sink))
            }
        case .deflated:
            let scan = try preparedCompressor().scanner.scan(data, limit: entry.bytes) { hasher.update($0) }
            try entry.check(crc32: scan.crc32, bytes: scan.bytes)
            try begin(path: path, bytes: entry.bytes, isExecutable: isExecutable)
            try flush()
            join(entry, compressedBytes: try DeflateSplice.write(data, scan, to: sink))
        }
        try end()
        return hasher.finalize()
    }

    mutating func finish() throws -> Segment {
        try flush()
        defer {
            compressor = nil
            runs = nil
        }
        return Segment(
            crc32: crc32,
            tarBytes: accounts.bytes,
            bytes: accounts.compressedBytes,
            files: accounts.files
        )
    }

    private mutating func flush() throws {
        try runs?.flush(to: sink) { accounts.settle(bytes: $0, compressedBytes: $1) }
    }

    private mutating func join(_ entry: ZipEntry, compressedBytes: UInt64) {
        crc32 = CRC32.combine(crc32, entry.crc32, secondBytes: entry.bytes)
        accounts.addSpliced(bytes: entry.bytes, compressedBytes: compressedBytes)
    }

    private mutating func preparedCompressor() throws(ArchiveError) -> RunCompressor {
        if let compressor { return compressor }
        let made = try RunCompressor(level: compression.level)
        compressor = made
        return made
    }

    private mutating func preparedRuns() throws(ArchiveError) -> any RunWriter {
        if let runs { return runs }
        let made: any RunWriter
        if let others = compression.makeRunWriter(isParallel: isParallel) {
            made = others
        } else {
            made = try preparedCompressor()
        }
        runs = made
        return made
    }
}
