import Digests

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Tells what a collection removed and what it left.
public struct PruneReport: Hashable, Sendable {
    /// The number of blobs removed.
    public internal(set) var removedBlobs = 0
    /// The number of action results and answers removed.
    public internal(set) var removedResults = 0
    /// The number of trees removed.
    public internal(set) var removedTrees = 0
    /// The size of what was removed, in bytes.
    public internal(set) var removedBytes: UInt64 = 0
    /// The number of abandoned temporary files and old quarantined files removed.
    public internal(set) var removedLeftovers = 0
    /// The size of the blobs, results and trees that are left, in bytes.
    public var keptBytes: UInt64 = 0
}

extension ArtifactStore {
    /// How long, in seconds, damaged files stay in the quarantine.
    private static let quarantineAge: Int64 = 7 * 86_400

    /// Removes what was unused for longest, trees before everything else.
    ///
    /// Whatever an open store may rely on stays: everything used since the oldest store now open, in any process and
    /// including this one, was opened. Also removes what killed processes left: blob files without an entry in the index and
    /// temporary files older than an hour; and quarantined files older than a week.
    ///
    /// - Parameters:
    ///   - maxBytes: The size in bytes down to which to remove; `nil` for no limit.
    ///   - age: How long ago something must have been used to be removed whatever the size; `nil` for no limit.
    /// - Returns: What was removed. More than `maxBytes` may be left if the rest is in use.
    /// - Throws: ``StoreError`` if the store cannot be read or modified.
    @discardableResult
    public func prune(keeping maxBytes: UInt64? = nil, olderThan age: Duration? = nil) throws(StoreError) -> PruneReport
    {
        var report = PruneReport()
        for digest in try orphans() { try removeOrphan(digest, &report) }
        let expired = age.map { Int64(time(nil)) - max(0, $0.components.seconds) } ?? .min
        _ = try boundary(for: nil, total: &report.keptBytes)
        let trees = try pruneTrees(
            PrunePlan(maxBytes: maxBytes, expired: expired, boundary: .max),
            other: report.keptBytes,
            &report
        )
        let room = maxBytes.map { $0 - min($0, trees) }
        report.keptBytes = 0
        let plan = PrunePlan(
            maxBytes: room,
            expired: expired,
            boundary: try boundary(for: room, total: &report.keptBytes)
        )
        while try pruneBlobs(plan, &report) {}
        while try pruneResults(plan, &report) {}
        try pruneAnswers(plan, &report)
        try pruneIncompleteResults(&report)
        try withIndex { (index) throws(StoreError) in
            try index.database.execute("PRAGMA incremental_vacuum; PRAGMA wal_checkpoint(PASSIVE)")
        }
        report.keptBytes &+= trees
        report.removedLeftovers = try layout.removeAbandonedFiles() + removeOldQuarantine()
        return report
    }

    /// The last use up to which things must go, so that what was used later fits into `maxBytes`.
    private func boundary(for maxBytes: UInt64?, total: inout UInt64) throws(StoreError) -> Int64 {
        var uses = try withIndex { (index) throws(StoreError) in try index.uses() }
        uses += try layout.answerFiles().map { ($0.status.modified, $0.status.bytes) }
        uses.sort { $0.time > $1.time }
        var boundary = Int64.min
        for use in uses {
            total &+= use.bytes
            if let maxBytes, total > maxBytes { boundary = max(boundary, use.time) }
        }
        return boundary
    }

    /// Removes a blob file that the index does not list, unless an open store may have written it.
    private func removeOrphan(_ digest: SHA256Digest, _ report: inout PruneReport) throws(StoreError) {
        try withIndex { (index) throws(StoreError) in
            try index.database.transaction { () throws(StoreError) in
                let limit = try Lease.oldestStart(in: layout) ?? .max
                guard let status = try unlistedFile(digest, in: index), status.modified < limit else { return }
                try Directory.remove(layout.blob(digest))
                report.removedBlobs += 1
                report.removedBytes &+= status.bytes
            }
        }
    }

    /// Removes some blobs; returns whether there may be more to remove.
    private func pruneBlobs(_ plan: PrunePlan, _ report: inout PruneReport) throws(StoreError) -> Bool {
        try withIndex { (index) throws(StoreError) in
            try index.database.transaction { () throws(StoreError) in
                let limit = try plan.limit(Lease.oldestStart(in: layout))
                let candidates = try index.blobs(usedBefore: limit, limit: 1000)
                for (key, row) in candidates {
                    guard let row else {
                        try index.remove(blobKey: key)
                        continue
                    }
                    guard plan.removes(usedAt: row.used, total: report.keptBytes) else { return false }
                    // First the file: that frees space even if the disk is too full to commit, and a row
                    // without its file counts as absent.
                    if !row.isInline { try Directory.remove(layout.blob(row.digest)) }
                    try index.remove(row.digest)
                    report.remove(row.bytes)
                    report.removedBlobs += 1
                }
                return !candidates.isEmpty
            }
        }
    }

    /// Removes some results; returns whether there may be more to remove.
    private func pruneResults(_ plan: PrunePlan, _ report: inout PruneReport) throws(StoreError) -> Bool {
        try withIndex { (index) throws(StoreError) in
            try index.database.transaction { () throws(StoreError) in
                let limit = try plan.limit(Lease.oldestStart(in: layout))
                let candidates = try index.resultUses(before: limit, limit: 1000)
                for result in candidates {
                    guard plan.removes(usedAt: result.used, total: report.keptBytes) else { return false }
                    try index.removeResult(result.number)
                    report.remove(result.bytes)
                    report.removedResults += 1
                }
                return !candidates.isEmpty
            }
        }
    }

    /// Removes answers; one that is kept anew at this very moment may go as well, and is asked for again.
    private func pruneAnswers(_ plan: PrunePlan, _ report: inout PruneReport) throws(StoreError) {
        let limit = try plan.limit(Lease.oldestStart(in: layout))
        let answers = try layout.answerFiles().filter { $0.status.modified < limit }
        for answer in answers.sorted(by: { $0.status.modified < $1.status.modified }) {
            guard plan.removes(usedAt: answer.status.modified, total: report.keptBytes) else { return }
            guard try Directory.remove(answer.path) else { continue }
            report.remove(answer.status.bytes)
            report.removedResults += 1
        }
    }

    /// Removes results that are damaged or name a blob that is gone.
    private func pruneIncompleteResults(_ report: inout PruneReport) throws(StoreError) {
        try forEachResult { (number, row) throws(StoreError) in
            try withIndex { (index) throws(StoreError) in
                for digest in row?.result.blobs ?? [] where try index.blob(digest) == nil {
                    try index.removeResult(number)
                    report.remove(UInt64(row?.result.value.count ?? 0))
                    report.removedResults += 1
                    return
                }
                if row == nil { try index.removeResult(number) }
            }
        }
    }

    private func removeOldQuarantine() throws(StoreError) -> Int {
        var count = 0
        for name in try Directory.names(in: layout.quarantine) {
            let path = "\(layout.quarantine)/\(name)"
            guard let status = try FileStatus.at(path), status.isRegularFile,
                status.changed < Int64(time(nil)) - Self.quarantineAge
            else { continue }
            if try Directory.remove(path) { count += 1 }
        }
        return count
    }
}
