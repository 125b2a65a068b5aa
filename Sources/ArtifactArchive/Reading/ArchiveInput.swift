internal import CZlib

/// The bytes of an archive file as libarchive gets them: a gzip stream inflated and checked, all others as they are.
final class ArchiveInput {
    /// What ended reading early; libarchive itself only learns that there was something.
    private(set) var failure: ArchiveError?

    private let file: OpenFile
    private let gzip: InflateStream?
    private let buffer: UnsafeMutableRawBufferPointer
    private var rest = UnsafeRawBufferPointer(start: nil, count: 0)
    private var isEnded = false

    init(path: String) throws(ArchiveError) {
        file = try OpenFile(reading: path)
        _ = try file.regularFileBytes()
        buffer = .allocate(byteCount: 256 << 10, alignment: 64)
        do throws(ArchiveError) {
            rest = UnsafeRawBufferPointer(rebasing: buffer[..<(try file.read(into: buffer))])
            gzip = rest.starts(with: [0x1F, 0x8B]) ? try InflateStream(format: .gzip) : nil
        } catch {
            buffer.deallocate()
            throw error
        }
    }

    deinit { buffer.deallocate() }

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
        defer { rest = UnsafeRawBufferPointer(rebasing: rest[rest.count...]) }
        return rest
    }

    private func inflate(_ stream: InflateStream) throws(ArchiveError) -> UnsafeRawBufferPointer {
        while !isEnded {
            try refill()
            let before = stream.consumed
            let isAtEnd = rest.isEmpty
            let step = try stream.inflate(rest, flush: Z_NO_FLUSH)
            rest = UnsafeRawBufferPointer(rebasing: rest[(stream.consumed - before)...])
            isEnded = step.isStreamEnd
            let output = stream.takeOutput()
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

    private func refill() throws(ArchiveError) {
        guard rest.isEmpty else { return }
        rest = UnsafeRawBufferPointer(rebasing: buffer[..<(try file.read(into: buffer))])
    }
}
