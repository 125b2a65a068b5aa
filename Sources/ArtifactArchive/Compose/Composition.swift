internal import Digests
internal import Dispatch
internal import Synchronization

/// The work of writing one archive: a copy, and readers that follow it through the output.
struct Composition: Sendable {
    let output: OpenFile
    let format: ArchiveFormat
    let segments: [PlacedSegment]
    let ending: [UInt8]
    let endingOffset: UInt64
    /// The segments at the start that are in the output already, and sound.
    let kept: [ArchiveBase.Part]
    /// The digests to compute.
    let digests: DigestStates.Kind

    /// The parts of the work in the order they are taken up: the copy waits for nobody, so this ends even on a single
    /// thread; the longest of the others comes next.
    private enum Job: CaseIterable {
        case copy, tarDigest, archiveDigest
    }

    private struct Outcome {
        var sha256: SHA256Digest?
        var tarSHA256: SHA256Digest?
        var states: [[UInt8]] = []
        var tarStates: [[UInt8]] = []
        var checksums: [UInt32] = []
        var failures: [Job: any Error] = [:]

        /// A damaged segment may not inflate either, but that its digest is wrong is what matters.
        var failure: (any Error)? {
            failures[.copy] ?? failures[.archiveDigest] ?? failures[.tarDigest]
        }
    }

    /// Runs the copy and the readers side by side.
    func run(cache: (any DigestStateCache)?) throws -> ComposedArchive {
        let known = try DigestStates(of: segments.map(\.digest), in: format, digests, cache: cache)
        let progress = CopyProgress(written: keptBytes)
        let outcome = Mutex(Outcome())
        let jobs = Job.allCases.filter { $0 != .tarDigest || digests == .archiveAndTarStream }
        DispatchQueue.concurrentPerform(iterations: jobs.count) { index in
            let job = jobs[index]
            do {
                switch job {
                case .copy:
                    try copy(progress)
                case .archiveDigest:
                    let verified = try verify(progress, from: known)
                    outcome.withLock {
                        $0.sha256 = verified.digest
                        $0.states = verified.states
                        $0.checksums = verified.checksums
                    }
                case .tarDigest:
                    let (digest, states) = try TarDigest(self, progress).compute(from: known)
                    outcome.withLock {
                        $0.tarSHA256 = digest
                        $0.tarStates = states
                    }
                }
            } catch is CopyProgress.Cancelled {
                return
            } catch {
                outcome.withLock { $0.failures[job] = error }
                if job != .tarDigest { progress.cancel() }
            }
        }
        let result = outcome.withLock { $0 }
        if let failure = result.failure { throw failure }
        guard let sha256 = result.sha256 else { throw CopyProgress.Cancelled() }
        // Only now is it certain that every segment is the one its digest names.
        if let cache { try store(result, behind: known.segments, in: cache) }
        let tarBytes = segments.reduce(UInt64(TarHeader.endOfArchive.count)) { $0 + $1.segment.tarBytes }
        let parts = zip(segments, result.checksums).map { placed, checksum in
            ArchiveBase.Part(digest: placed.digest, bytes: placed.segment.bytes, checksum: checksum)
        }
        return ComposedArchive(
            bytes: bytes,
            sha256: sha256,
            tarBytes: tarBytes,
            tarSHA256: result.tarSHA256,
            parts: parts
        )
    }

    /// Remembers the states behind the segments that follow the first `known` ones.
    private func store(_ result: Outcome, behind known: Int, in cache: any DigestStateCache) throws {
        let prefixes = DigestStates.prefixes(of: segments.map(\.digest), in: format, digests)
        var states = result.states
        if digests == .archiveAndTarStream { states = zip(states, result.tarStates).map(+) }
        // The last segment is the manifest, which changes with every edit.
        let named = zip(prefixes[known...], states).map { (prefix: $0, state: $1) }.dropLast()
        if !named.isEmpty { try cache.store(Array(named)) }
    }

    private var bytes: UInt64 { endingOffset + UInt64(ending.count) }

    /// How much of the output is in place, in bytes.
    private var keptBytes: UInt64 {
        kept.isEmpty ? 0 : kept.reduce(UInt64(format.header.count)) { $0 + $1.bytes }
    }

    private func copy(_ progress: CopyProgress) throws {
        try output.shorten(to: keptBytes)
        if kept.isEmpty {
            try format.header.withUnsafeBytes { try output.write($0) }
            try progress.advance(by: UInt64(format.header.count))
        }
        try SegmentCopy(output: output, segments: segments[kept.count...]).run(progress)
        try ending.withUnsafeBytes { try output.write($0) }
        try progress.advance(by: UInt64(ending.count))
    }

    /// Compares every segment in the output with its digest, or with its checksum where that is enough, and returns the
    /// digest of the output as a whole, with its state behind every segment that `known` does not cover.
    ///
    /// A segment that is what it should be leaves the state an earlier build found behind it, so it is not hashed twice.
    private func verify(
        _ progress: CopyProgress,
        from known: DigestStates
    ) throws -> (digest: SHA256Digest, states: [[UInt8]], checksums: [UInt32]) {
        var reader = WrittenReader(output, progress)
        var archive = known.archive
        var states: [[UInt8]] = []
        var checksums: [UInt32] = []
        for (index, placed) in segments.enumerated() {
            let isKnown = index < known.segments
            if isKnown, index < kept.count {
                checksums.append(kept[index].checksum)
                continue
            }
            let check = SegmentCheck(placed)
            checksums.append(
                try check.run(&reader) {
                    if !isKnown { archive.update($0) }
                }
            )
            if !isKnown { states.append(archive.state) }
        }
        try reader.read(endingOffset, UInt64(ending.count)) { archive.update($0) }
        return (archive.finalize(), states, checksums)
    }
}
