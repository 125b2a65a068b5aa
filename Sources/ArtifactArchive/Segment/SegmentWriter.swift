public import Digests

/// Writes files as a segment: tar members in the form in which they join others in an archive.
///
/// The output depends on the files, their order, the modification time, the compression and the version of the library
/// that does it, and on nothing else. By default, files of up to ``spliceThreshold`` bytes are compressed together, and
/// larger entries of zip archives keep the DEFLATE data they have. Memory use does not grow with the size of the files.
public struct SegmentWriter: ~Copyable {
    /// The size up to which a zip entry is compressed anew, in bytes: beyond it, compressing together gains nothing.
    public static let spliceThreshold: UInt64 = 64 << 10

    private let compression: Compression
    private var output: SegmentOutput
    private var isUsable = true

    /// Creates a writer.
    ///
    /// - Parameters:
    ///   - compression: How the content is compressed, and for which format.
    ///   - modificationTime: The time every file gets, in seconds since 1970.
    ///   - isParallel: Whether other cores help to compress, which makes no difference to the result.
    ///   - sink: Receives the segment's bytes in order.
    public init(
        compression: Compression = .balanced,
        modificationTime: UInt32 = SegmentWriter.defaultModificationTime,
        isParallel: Bool = false,
        sink: @escaping (UnsafeRawBufferPointer) throws -> Void
    ) {
        self.compression = compression
        output = SegmentOutput(
            compression: compression,
            modificationTime: modificationTime,
            isParallel: isParallel,
            sink: sink
        )
    }

    /// 1980-01-01 in seconds since 1970: the earliest time a zip archive can state.
    public static let defaultModificationTime = TarHeader.defaultModificationTime

    /// Adds a file from memory.
    ///
    /// - Parameters:
    ///   - path: The file's path in the archive, relative and of plain components.
    ///   - isExecutable: Whether the file's mode is 755 instead of 644.
    ///   - contents: The content.
    /// - Returns: The digest of the content.
    /// - Throws: ``ArchiveError``, or what the sink throws; the writer is of no use afterwards.
    @discardableResult
    public mutating func add(path: String, isExecutable: Bool, contents: [UInt8]) throws -> SHA256Digest {
        try whileUsable { output in
            try output.begin(path: path, bytes: UInt64(contents.count), isExecutable: isExecutable)
            try contents.withUnsafeBytes { try output.compress($0) }
            try output.end()
        }
        return SHA256Digest(of: contents)
    }

    /// Adds an entry of a zip archive, checked against its size and CRC-32.
    ///
    /// - Parameters:
    ///   - path: The file's path in the archive, relative and of plain components.
    ///   - isExecutable: Whether the file's mode is 755 instead of 644.
    ///   - entry: The entry; its own name and mode are of no account.
    ///   - archive: The archive the entry is from.
    /// - Returns: The digest of the content.
    /// - Throws: ``ArchiveError``, or what the sink throws; the writer is of no use afterwards.
    @discardableResult
    public mutating func add(
        path: String,
        isExecutable: Bool,
        entry: ZipEntry,
        of archive: ZipArchive
    ) throws -> SHA256Digest {
        guard !entry.isDirectory else {
            throw ArchiveError(.misuse, file: archive.path, entry: entry.name, "a directory cannot be added as a file")
        }
        guard entry.bytes > compression.spliceThreshold ?? Self.spliceThreshold else {
            return try add(path: path, isExecutable: isExecutable, contents: try archive.contents(of: entry))
        }
        guard compression.spliceThreshold != nil else {
            return try whileUsable { output in
                try output.begin(path: path, bytes: entry.bytes, isExecutable: isExecutable)
                let digest = try archive.read(entry) { try output.compress($0) }
                try output.end()
                return digest
            }
        }
        return try whileUsable { output in
            do {
                let data = try archive.storedData(of: entry)
                return try output.splice(path: path, isExecutable: isExecutable, entry: entry, data: data)
            } catch let error as ArchiveError {
                throw error.naming(entry: entry.name).naming(file: archive.path)
            }
        }
    }

    /// Adds a file from disk, read in pieces.
    ///
    /// Where zip entries keep their DEFLATE data, a large file whose samples hardly shrink is not compressed either.
    ///
    /// - Parameters:
    ///   - path: The file's path in the archive, relative and of plain components.
    ///   - isExecutable: Whether the file's mode is 755 instead of 644.
    ///   - file: The path of the file to read.
    /// - Returns: The digest of the content.
    /// - Throws: ``ArchiveError``, of kind `sourceChanged` when the file changes while it is read, or what the sink
    ///   throws; the writer is of no use afterwards.
    @discardableResult
    public mutating func add(path: String, isExecutable: Bool, file: String) throws -> SHA256Digest {
        let keepsContent = compression.spliceThreshold != nil
        return try whileUsable { output in
            let source = try SourceFile(path: file)
            try output.begin(path: path, bytes: source.bytes, isExecutable: isExecutable)
            let isSampled = keepsContent && source.bytes >= Self.sampledBytes
            let isStored = try isSampled && !output.isWorthwhile(source)
            let digest = isStored ? try output.store(source) : try source.read { try output.compress($0) }
            try output.end()
            return digest
        }
    }

    /// The size from which samples of a file are looked at, in bytes: below it, compressing takes little time.
    private static let sampledBytes: UInt64 = 4 << 20

    /// Writes what is left and describes the segment; nothing can be added afterwards.
    public mutating func finish() throws -> Segment {
        let segment = try whileUsable { try $0.finish() }
        isUsable = false
        return segment
    }

    private mutating func whileUsable<Result>(_ body: (inout SegmentOutput) throws -> Result) throws -> Result {
        guard isUsable else {
            throw ArchiveError(.misuse, "the segment is already finished, or writing it has failed")
        }
        isUsable = false
        let result = try body(&output)
        isUsable = true
        return result
    }
}
