internal import Digests
internal import Dispatch
internal import Synchronization

/// The work of writing one archive: a copy, and readers that follow it through the output.
struct Composition: Sendable {
    let output: OpenFile
    let segments: [PlacedSegment]
    let ending: [UInt8]
    let endingOffset: UInt64

    /// The parts of the work in the order they are taken up: the copy waits for nobody, so this ends even on a single
    /// thread; the longest of the others comes next.
    private enum Job: CaseIterable {
        case copy, tarDigest, segmentDigests, archiveDigest
    }

    private struct Outcome {
        var sha256: SHA256Digest?
        var tarSHA256: SHA256Digest?
        var tarStates: [(prefix: SHA256Digest, state: [UInt8])] = []
        var failures: [Job: any Error] = [:]

        /// A damaged segment may not inflate either, but that its digest is wrong is what matters.
        var failure: (any Error)? {
            failures[.copy] ?? failures[.segmentDigests] ?? failures[.archiveDigest] ?? failures[.tarDigest]
        }
    }

    /// Runs the copy and the readers side by side.
    func run(cache: (any TarDigestCache)?) throws -> ComposedArchive {
        let progress = CopyProgress()
        let outcome = Mutex(Outcome())
        DispatchQueue.concurrentPerform(iterations: Job.allCases.count) { index in
            let job = Job.allCases[index]
            do {
                switch job {
                case .copy:
                    try copy(progress)
                case .segmentDigests:
                    try verifySegments(progress)
                case .archiveDigest:
                    let digest = try archiveDigest(progress)
                    outcome.withLock { $0.sha256 = digest }
                case .tarDigest:
                    let (digest, states) = try TarDigest(self, progress, cache).compute()
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
        guard let sha256 = result.sha256, let tarSHA256 = result.tarSHA256 else { throw CopyProgress.Cancelled() }
        // Only now is it certain that every segment is the one its digest names.
        if let cache, !result.tarStates.isEmpty { try cache.store(result.tarStates) }
        let tarBytes = segments.reduce(UInt64(TarHeader.endOfArchive.count)) { $0 + $1.segment.tarBytes }
        return ComposedArchive(bytes: bytes, sha256: sha256, tarBytes: tarBytes, tarSHA256: tarSHA256)
    }

    private var bytes: UInt64 { endingOffset + UInt64(ending.count) }

    private func copy(_ progress: CopyProgress) throws {
        try GzipMember.header.withUnsafeBytes { try output.write($0) }
        try progress.advance(by: UInt64(GzipMember.header.count))
        for segment in segments {
            let source = try OpenFile(reading: segment.path)
            try FileCopier.copy(segment.segment.bytes, from: source, to: output) { try progress.advance(by: $0) }
        }
        try ending.withUnsafeBytes { try output.write($0) }
        try progress.advance(by: UInt64(ending.count))
    }

    private func verifySegments(_ progress: CopyProgress) throws {
        var reader = WrittenReader(output, progress)
        for segment in segments {
            var hasher = SHA256Hasher()
            try reader.read(segment.offset, segment.segment.bytes) { hasher.update($0) }
            let actual = hasher.finalize()
            guard actual == segment.digest else {
                throw ArchiveError(
                    .digestMismatch,
                    file: segment.path,
                    "the segment \(segment.digest) is damaged: its content has the digest \(actual)"
                )
            }
        }
    }

    private func archiveDigest(_ progress: CopyProgress) throws -> SHA256Digest {
        var reader = WrittenReader(output, progress)
        var hasher = SHA256Hasher()
        try reader.read(0, bytes) { hasher.update($0) }
        return hasher.finalize()
    }
}
