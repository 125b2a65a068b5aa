internal import CDeflate

/// Compresses content that arrives in pieces into DEFLATE that further blocks may follow.
///
/// Content is collected into runs of bounded size; each is compressed whole, read back, and spliced. The output depends
/// on the content and on where ``flush()`` was called, not on the size of the pieces.
final class RunCompressor {
    /// The most bytes that are compressed in one go: matches never reach from one run into another, which costs less
    /// than 0.2 % at this size.
    static let defaultRunBytes = 4 << 20

    /// The size of a full run, in bytes.
    let runBytes: Int

    private static let sampleBytes: UInt64 = 32 << 10

    /// Receives each run's raw size and its compressed size, both in bytes.
    typealias Report = (_ bytes: UInt64, _ compressedBytes: UInt64) throws -> Void

    private let compressor: OpaquePointer
    /// Reads back what was compressed; free for other streams in between.
    let scanner = DeflateScanner()
    private var run: [UInt8] = []
    private let output: UnsafeMutableRawBufferPointer

    init(level: Int, runBytes: Int = RunCompressor.defaultRunBytes) throws(ArchiveError) {
        self.runBytes = runBytes
        guard (1...12).contains(level) else {
            throw ArchiveError(.misuse, "\(level) is not a compression level from 1 to 12")
        }
        guard let compressor = libdeflate_alloc_compressor(Int32(level)) else {
            throw ArchiveError(.inputOutput, "not enough memory to compress")
        }
        self.compressor = compressor
        let bound = libdeflate_deflate_compress_bound(compressor, max(runBytes, Int(Self.sampleBytes)))
        output = .allocate(byteCount: bound, alignment: 64)
    }

    deinit {
        libdeflate_free_compressor(compressor)
        output.deallocate()
    }

    /// The bytes that wait to be compressed.
    var pendingBytes: Int { run.count }

    /// Adds content; full runs are written to `sink`.
    func append(
        _ bytes: UnsafeRawBufferPointer,
        to sink: (UnsafeRawBufferPointer) throws -> Void,
        _ report: Report
    ) throws {
        var rest = bytes
        while !rest.isEmpty {
            let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(runBytes - run.count))
            run.append(contentsOf: piece)
            rest = UnsafeRawBufferPointer(rebasing: rest[piece.count...])
            if run.count == runBytes { try flush(to: sink, report) }
        }
    }

    /// Compresses what is waiting and writes it to `sink`, up to a byte boundary.
    func flush(to sink: (UnsafeRawBufferPointer) throws -> Void, _ report: Report) throws {
        guard !run.isEmpty else { return }
        let written = try run.withUnsafeBytes { run in
            let compressed = try compress(run)
            let scan = try scanner.scan(compressed, limit: UInt64(run.count)) { _ in }
            guard scan.bytes == UInt64(run.count), scan.crc32 == CRC32.of(run) else {
                throw ArchiveError(.checksumMismatch, "the compressed content does not inflate to what it was")
            }
            return try DeflateSplice.write(compressed, scan, to: sink)
        }
        let bytes = UInt64(run.count)
        run.removeAll(keepingCapacity: true)
        try report(bytes, written)
    }

    /// Whether a few evenly spread samples of `data` shrink by at least a twentieth.
    func isWorthwhile(_ data: some DeflateData) throws -> Bool {
        let samples: UInt64 = 8
        var before = 0
        var after = 0
        for index in 0..<samples {
            let start = data.bytes / samples * index
            try data.forEachPiece(of: start..<min(start + Self.sampleBytes, data.bytes)) { sample in
                before += sample.count
                after += try compress(sample).count
            }
        }
        return after < before - before / 20
    }

    private func compress(_ bytes: UnsafeRawBufferPointer) throws(ArchiveError) -> UnsafeRawBufferPointer {
        let count = libdeflate_deflate_compress(
            compressor,
            bytes.baseAddress,
            bytes.count,
            output.baseAddress,
            output.count
        )
        guard count > 0 else { throw ArchiveError(.misuse, "the content does not fit the compressor's buffer") }
        return UnsafeRawBufferPointer(rebasing: output[..<count])
    }
}
