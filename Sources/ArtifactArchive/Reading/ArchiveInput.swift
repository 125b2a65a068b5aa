#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The tar stream of an archive file as libarchive gets it: decompressed and checked here.
final class ArchiveInput {
    /// What ended reading early; libarchive itself only learns that there was something.
    private(set) var failure: ArchiveError?
    /// How the bytes of the file follow the tar stream, as far as it was read.
    private(set) var curve = CompressionCurve()
    /// Where the last byte of the tar stream that is not zero ends.
    private(set) var endOfData: UInt64 = 0
    private var bytesRead: UInt64 = 0
    private var bytesExpanded: UInt64 = 0

    private let file: OpenFile
    private let decompressor: any Decompressor
    private let buffer: UnsafeMutableRawBufferPointer
    private var rest = UnsafeRawBufferPointer(start: nil, count: 0)
    private var end = DecompressionStep.End.inside

    init(path: String) throws(ArchiveError) {
        file = try OpenFile(reading: path)
        _ = try file.regularFileBytes()
        buffer = .allocate(byteCount: 256 << 10, alignment: 64)
        do throws(ArchiveError) {
            rest = UnsafeRawBufferPointer(rebasing: buffer[..<(try file.read(into: buffer))])
            decompressor =
                switch ArchiveFormat(start: rest) {
                case .tarGzip: try GzipDecompressor()
                case .tarZstandard: try ZstandardDecompressor()
                case .tar: NoDecompressor()
                }
        } catch {
            buffer.deallocate()
            throw error
        }
    }

    deinit { buffer.deallocate() }

    /// Returns the next piece, valid until the next call; empty at the end, `nil` after a failure.
    func next() -> UnsafeRawBufferPointer? {
        do throws(ArchiveError) {
            return try expand()
        } catch {
            failure = error
            return nil
        }
    }

    private func expand() throws(ArchiveError) -> UnsafeRawBufferPointer {
        while end != .final {
            try refill()
            let isAtEnd = rest.isEmpty
            if isAtEnd, end == .possible { break }
            let step = try decompressor.decompress(rest)
            rest = UnsafeRawBufferPointer(rebasing: rest[step.consumed...])
            bytesRead += UInt64(step.consumed)
            end = step.end
            note(step.output)
            if end == .final {
                try refill()
                guard rest.isEmpty else {
                    throw ArchiveError(.malformed, "data follows the gzip stream, where many readers stop")
                }
            }
            if !step.output.isEmpty { return step.output }
            guard end == .final || !isAtEnd else {
                throw ArchiveError(.truncated, "the compressed stream is cut off")
            }
        }
        return UnsafeRawBufferPointer(start: nil, count: 0)
    }

    /// Takes account of a piece of the tar stream.
    private func note(_ piece: UnsafeRawBufferPointer) {
        if !Zeros.fill(piece), let last = piece.lastIndex(where: { $0 != 0 }) {
            endOfData = bytesExpanded + UInt64(last) + 1
        }
        bytesExpanded += UInt64(piece.count)
        curve.add(bytesExpanded, compressed: bytesRead)
    }

    private func refill() throws(ArchiveError) {
        guard rest.isEmpty else { return }
        rest = UnsafeRawBufferPointer(rebasing: buffer[..<(try file.read(into: buffer))])
    }
}

/// A block of zeros to compare others with, at the speed of memory.
private enum Zeros {
    private static let block = [UInt8](repeating: 0, count: 64 << 10)

    /// Whether `bytes` are all zero.
    static func fill(_ bytes: UnsafeRawBufferPointer) -> Bool {
        block.withUnsafeBytes { zeros in
            guard let none = zeros.baseAddress else { return bytes.isEmpty }
            return stride(from: 0, to: bytes.count, by: zeros.count).allSatisfy { start in
                let rest = UnsafeRawBufferPointer(rebasing: bytes[start...].prefix(zeros.count))
                return rest.baseAddress.map { memcmp($0, none, rest.count) == 0 } ?? true
            }
        }
    }
}
