internal import Digests

/// Compares a segment in the output with what it should be.
struct SegmentCheck {
    private let placed: PlacedSegment

    init(_ placed: PlacedSegment) {
        self.placed = placed
    }

    /// Reads the segment, piece by piece through `body`, and returns the CRC-32 of its bytes.
    ///
    /// - Throws: ``ArchiveError`` of kind `digestMismatch` when the segment is damaged.
    func run(_ reader: inout WrittenReader, _ body: (UnsafeRawBufferPointer) -> Void) throws -> UInt32 {
        var hasher = placed.source.checksum == nil ? SHA256Hasher() : nil
        var checksum: UInt32 = 0
        try reader.read(placed.offset, placed.segment.bytes) {
            hasher?.update($0)
            checksum = CRC32.of($0, continuing: checksum)
            body($0)
        }
        if let actual = hasher?.finalize(), actual != placed.digest {
            throw damaged("its content has the digest \(actual)")
        }
        if let expected = placed.source.checksum, checksum != expected {
            throw damaged("its content has the CRC-32 \(String(checksum, radix: 16))")
        }
        return checksum
    }

    private func damaged(_ finding: String) -> ArchiveError {
        ArchiveError(
            .digestMismatch,
            file: placed.source.path,
            "the segment \(placed.digest) is damaged: \(finding)"
        )
    }
}
