/// Encodes one run of content at a time, each so that others may follow it.
protocol RunEncoder: AnyObject {
    /// Returns the encoded run.
    func encode(_ run: UnsafeRawBufferPointer) throws -> [UInt8]
}

/// What encodes a run, and how thoroughly.
enum RunEncoding: Hashable, Sendable {
    /// DEFLATE data that is open at its end.
    case deflate(level: Int)
    /// A Zstandard frame.
    case zstandard(level: Int)

    /// Makes an encoder for runs of up to `runBytes` bytes.
    func makeEncoder(runBytes: Int) throws(ArchiveError) -> any RunEncoder {
        switch self {
        case .deflate(let level): try DeflateRuns(level: level, runBytes: runBytes)
        case .zstandard(let level): try ZstandardFrame(level: level)
        }
    }
}

extension ZstandardFrame: RunEncoder {
    func encode(_ run: UnsafeRawBufferPointer) throws -> [UInt8] { try compress(run) }
}

private final class DeflateRuns: RunEncoder {
    private let compressor: RunCompressor

    init(level: Int, runBytes: Int) throws(ArchiveError) {
        compressor = try RunCompressor(level: level, runBytes: runBytes)
    }

    func encode(_ run: UnsafeRawBufferPointer) throws -> [UInt8] {
        var encoded: [UInt8] = []
        try compressor.append(run, to: { encoded.append(contentsOf: $0) }, { _, _ in })
        try compressor.flush(to: { encoded.append(contentsOf: $0) }, { _, _ in })
        return encoded
    }
}
