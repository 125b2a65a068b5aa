internal import Digests

/// Computes the digest of an archive's tar stream while the archive is written, as far as no earlier build has.
struct TarDigest {
    private let composition: Composition
    private let progress: CopyProgress

    init(_ composition: Composition, _ progress: CopyProgress) {
        self.composition = composition
        self.progress = progress
    }

    /// Returns the digest, and its state behind every segment that `known` does not cover.
    func compute(from known: DigestStates) throws -> (digest: SHA256Digest, states: [[UInt8]]) {
        let stream = StreamDigest(continuing: known.tar)
        let segments = composition.segments[known.segments...]
        if !segments.isEmpty {
            let expander = try composition.format.makeExpander()
            var reader = WrittenReader(composition.output, progress)
            for segment in segments {
                try expand(segment, expander, &reader) { stream.update($0) }
                stream.mark()
            }
        }
        TarHeader.endOfArchive.withUnsafeBytes { stream.update($0) }
        return stream.finish()
    }

    private func expand(
        _ placed: PlacedSegment,
        _ expander: any SegmentExpander,
        _ reader: inout WrittenReader,
        _ body: (UnsafeRawBufferPointer) -> Void
    ) throws {
        var bytes: UInt64 = 0
        var crc32: UInt32 = 0
        var position = placed.offset
        let end = placed.offset + placed.segment.bytes
        do {
            try expander.expand(
                from: { buffer in
                    let count = try reader.read(into: buffer, at: position, before: end)
                    position += UInt64(count)
                    return count
                },
                { output in
                    bytes += UInt64(output.count)
                    guard bytes <= placed.segment.tarBytes else { throw mismatch(placed) }
                    crc32 = CRC32.of(output, continuing: crc32)
                    body(output)
                }
            )
        } catch let error as ArchiveError where [.malformed, .truncated].contains(error.kind) {
            throw mismatch(placed)
        }
        guard bytes == placed.segment.tarBytes, crc32 == placed.segment.crc32 else { throw mismatch(placed) }
    }

    private func mismatch(_ placed: PlacedSegment) -> ArchiveError {
        ArchiveError(
            .checksumMismatch,
            file: placed.source.path,
            "the segment \(placed.digest) does not inflate to what was recorded of it"
        )
    }
}
