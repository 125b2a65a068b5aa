internal import CZlib

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The bytes of an archive file as libarchive gets them: a gzip stream inflated and checked, all others as they are.
final class ArchiveInput {
    /// What ended reading early; libarchive itself only learns that there was something.
    private(set) var failure: ArchiveError?
    /// How the bytes of the file follow the tar stream, as far as it was read.
    var curve = CompressionCurve()
    /// How many bytes of the file were passed on.
    private(set) var bytesRead: UInt64 = 0
    /// Where the last byte of the tar stream that is not zero ends.
    private(set) var endOfData: UInt64 = 0
    private var bytesExpanded: UInt64 = 0

    private let file: OpenFile
    private let gzip: InflateStream?
    private let buffer: UnsafeMutableRawBufferPointer
    private var rest = UnsafeRawBufferPointer(start: nil, count: 0)
    private var isEnded = false
    private let isCompressed: Bool

    init(path: String) throws(ArchiveError) {
        file = try OpenFile(reading: path)
        _ = try file.regularFileBytes()
        buffer = .allocate(byteCount: 256 << 10, alignment: 64)
        do throws(ArchiveError) {
            rest = UnsafeRawBufferPointer(rebasing: buffer[..<(try file.read(into: buffer))])
            isCompressed = rest.starts(with: [0x28, 0xB5, 0x2F, 0xFD])
            gzip = rest.starts(with: [0x1F, 0x8B]) ? try InflateStream(format: .gzip, bufferBytes: 64 << 10) : nil
        } catch {
            buffer.deallocate()
            throw error
        }
    }

    deinit { buffer.deallocate() }

    /// Whether libarchive gets the tar stream, not a compressed one.
    var isExpanding: Bool { gzip != nil || !isCompressed }

    /// Returns the next piece, valid until the next call; empty at the end, `nil` after a failure.
    func next() -> UnsafeRawBufferPointer? {
        do throws(ArchiveError) {
            return if let gzip { try inflate(gzip) } else { try plain() }
        } catch {
            failure = error
            return nil
        }
    }

    private func plain() throws(ArchiveError) -> UnsafeRawBufferPointer {
        try refill()
        // Small pieces of a compressed stream tell more exactly which of them belong to which member.
        let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(isCompressed ? 16 << 10 : rest.count))
        rest = UnsafeRawBufferPointer(rebasing: rest[piece.count...])
        bytesRead += UInt64(piece.count)
        if !isCompressed { note(piece) }
        return piece
    }

    private func inflate(_ stream: InflateStream) throws(ArchiveError) -> UnsafeRawBufferPointer {
        while !isEnded {
            try refill()
            let before = stream.consumed
            let isAtEnd = rest.isEmpty
            let step = try stream.inflate(rest, flush: Z_NO_FLUSH)
            rest = UnsafeRawBufferPointer(rebasing: rest[(stream.consumed - before)...])
            bytesRead += UInt64(stream.consumed - before)
            isEnded = step.isStreamEnd
            let output = stream.takeOutput()
            note(output)
            if isEnded {
                try refill()
                guard rest.isEmpty else {
                    throw ArchiveError(.malformed, "data follows the gzip stream, where many readers stop")
                }
            }
            if !output.isEmpty { return output }
            guard isEnded || !isAtEnd else { throw ArchiveError(.truncated, "the gzip stream is cut off") }
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
