internal import CZlib
internal import Digests

/// Computes the digest of an archive's tar stream while the archive is written, as far as no earlier build has.
struct TarDigest {
    private let composition: Composition
    private let progress: CopyProgress
    private let cache: (any TarDigestCache)?

    init(_ composition: Composition, _ progress: CopyProgress, _ cache: (any TarDigestCache)?) {
        self.composition = composition
        self.progress = progress
        self.cache = cache
    }

    /// Returns the digest, and the states an earlier build had not left behind yet.
    func compute() throws -> (digest: SHA256Digest, states: [(prefix: SHA256Digest, state: [UInt8])]) {
        let segments = composition.segments
        let prefixes = SegmentPrefix.all(of: segments.map(\.digest))
        var hasher = SHA256Hasher()
        var first = 0
        if let found = try cache?.firstState(among: prefixes.reversed()),
            let index = prefixes.firstIndex(of: found.prefix), let resumed = SHA256Hasher(state: found.state)
        {
            hasher = resumed
            first = index + 1
        }
        var states: [(prefix: SHA256Digest, state: [UInt8])] = []
        if first < segments.count {
            let stream = try InflateStream()
            var reader = WrittenReader(composition.output, progress)
            for index in first..<segments.count {
                try inflate(segments[index], stream, &reader) { hasher.update($0) }
                states.append((prefixes[index], hasher.state))
            }
        }
        hasher.update(TarHeader.endOfArchive)
        // The last segment is the project's own and changes with every edit.
        return (hasher.finalize(), states.dropLast())
    }

    private func inflate(
        _ placed: PlacedSegment,
        _ stream: InflateStream,
        _ reader: inout WrittenReader,
        _ body: (UnsafeRawBufferPointer) -> Void
    ) throws {
        var bytes: UInt64 = 0
        var crc32: UInt32 = 0
        stream.restart()
        try reader.read(placed.offset, placed.segment.bytes) { piece in
            var rest = piece
            var isDrained = false
            while !isDrained {
                let before = stream.consumed
                let step = try stream.inflate(rest, flush: Z_SYNC_FLUSH)
                rest = UnsafeRawBufferPointer(rebasing: rest[(stream.consumed - before)...])
                isDrained = rest.isEmpty && !stream.isOutputFull
                let output = stream.takeOutput()
                bytes += UInt64(output.count)
                guard bytes <= placed.segment.tarBytes, !step.isStreamEnd else { throw mismatch(placed) }
                crc32 = CRC32.of(output, continuing: crc32)
                body(output)
            }
        }
        guard bytes == placed.segment.tarBytes, crc32 == placed.segment.crc32 else { throw mismatch(placed) }
    }

    private func mismatch(_ placed: PlacedSegment) -> ArchiveError {
        ArchiveError(
            .checksumMismatch,
            file: placed.path,
            "the segment \(placed.digest) does not inflate to what was recorded of it"
        )
    }
}
