import Digests
import Dispatch

/// One run of ``ArtifactStore/verify(repair:)``.
struct Verification: Sendable {
    let store: ArtifactStore
    let isRepairing: Bool
    private let state = Guarded(VerifyReport())

    init(store: ArtifactStore, isRepairing: Bool) {
        self.store = store
        self.isRepairing = isRepairing
    }

    /// What was checked and found so far.
    var report: VerifyReport {
        state.sync { report in
            report.findings.sort { ($0.kind.rawValue, $0.path, $0.message) < ($1.kind.rawValue, $1.path, $1.message) }
            return report
        }
    }

    /// Lets SQLite look for damage of the tables' structure.
    func checkStructure() throws(StoreError) {
        let problem = try store.withIndex { (index) throws(StoreError) in
            try index.database.rows("PRAGMA integrity_check(1)", convert: { $0.text(0) }).first { $0 != "ok" }
        }
        guard let problem else { return }
        found(.damagedIndex, nil, store.layout.index, "The index is damaged: \(problem)")
        if isRepairing { try store.rebuildIndex() }
    }

    /// Hashes every blob that the index lists, on all processors.
    func checkBlobs() throws(StoreError) {
        let feed = Guarded<BlobFeed>(BlobFeed())
        let failure = Guarded<StoreError?>(nil)
        DispatchQueue.concurrentPerform(iterations: max(1, ProcessorCount.online)) { _ in
            do throws(StoreError) {
                var buffer = [UInt8](repeating: 0, count: 1 << 18)
                while let entry = try feed.withLock({ (feed) throws(StoreError) in try feed.next(in: store) }) {
                    try check(entry.key, entry.row, &buffer)
                }
            } catch {
                failure.sync { $0 = $0 ?? error }
            }
        }
        if let error = failure.sync({ $0 }) { throw error }
    }

    private func check(_ key: [UInt8], _ row: BlobRow?, _ buffer: inout [UInt8]) throws(StoreError) {
        guard let row else {
            found(.damagedRow, nil, store.layout.index, "A row of the table of blobs fails its checksum.")
            if isRepairing {
                try store.withIndex { (index) throws(StoreError) in try index.remove(blobKey: key) }
            }
            return
        }
        let path = row.isInline ? store.layout.index : store.layout.blob(row.digest)
        guard let (digest, bytes) = try hash(row, path, &buffer) else {
            // Collection may have removed it since the row was read.
            guard try store.withIndex({ (index) throws(StoreError) in try index.blob(row.digest) }) != nil else {
                return
            }
            found(.missingBlob, row.digest, path, "The content of the blob \(row.digest) is gone.")
            if isRepairing {
                try store.withIndex { (index) throws(StoreError) in try index.remove(row.digest) }
            }
            return
        }
        state.sync { report in
            report.blobs += 1
            report.bytes &+= bytes
        }
        if digest != row.digest || bytes != row.bytes {
            found(.corruptBlob, row.digest, path, "The content of the blob \(row.digest) has changed.")
            if isRepairing { try store.quarantine(row.digest) }
        }
    }

    private func hash(
        _ row: BlobRow,
        _ path: String,
        _ buffer: inout [UInt8]
    ) throws(StoreError) -> (digest: SHA256Digest, bytes: UInt64)? {
        guard row.isInline else { return try OpenFile.reading(path)?.digest(&buffer) }
        let content = try store.withIndex { (index) throws(StoreError) in try index.content(of: row.digest) }
        return content.map { (SHA256Digest(of: $0), UInt64($0.count)) }
    }

    /// Looks for files among the blobs that the index does not list.
    func checkFiles() throws(StoreError) {
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        for digest in try store.orphans() {
            let path = store.layout.blob(digest)
            guard let (actual, bytes) = try OpenFile.reading(path)?.digest(&buffer) else { continue }
            state.sync { report in
                report.blobs += 1
                report.bytes &+= bytes
            }
            if actual == digest {
                found(.unlistedBlob, digest, path, "The index does not list the blob \(digest).")
                if isRepairing { try store.adopt(digest) }
            } else {
                found(.corruptBlob, digest, path, "The content of the unlisted blob \(digest) has changed.")
                if isRepairing { try store.quarantine(digest) }
            }
        }
        for path in try store.layout.foreignFiles() {
            found(.foreignFile, nil, path, "The file is not a blob.")
            if isRepairing {
                try Directory.move(path, to: store.layout.quarantineName(for: Directory.name(of: path)))
            }
        }
    }

    /// Checks that results are as they were recorded and that the blobs they name are there.
    func checkResults() throws(StoreError) {
        try store.forEachResult { (number, row) throws(StoreError) in
            state.sync { $0.results += 1 }
            guard let row else {
                found(.damagedRow, nil, store.layout.index, "A row of the table of results fails its checksum.")
                try remove(number)
                return
            }
            let missing = try store.withIndex { (index) throws(StoreError) -> SHA256Digest? in
                for digest in row.result.blobs where try index.blob(digest) == nil { return digest }
                return nil
            }
            guard let missing else { return }
            let name = "\(row.key.input) of stage '\(row.key.stage)'"
            found(
                .incompleteResult,
                missing,
                store.layout.index,
                "The result \(name) names the absent blob \(missing)."
            )
            try remove(number)
        }
    }

    /// Checks that answers are as they were kept.
    func checkAnswers() throws(StoreError) {
        for kept in try store.layout.answerFiles() {
            state.sync { $0.results += 1 }
            // Whoever asks again, or a collection, may have removed it meanwhile.
            guard let file = try OpenFile.reading(kept.path) else { continue }
            guard try StoredAnswer(file, kept.key, bytes: file.status().bytes) == nil else { continue }
            found(.damagedAnswer, nil, kept.path, "The answer in the file fails its checksum.")
            if isRepairing { try Directory.remove(kept.path) }
        }
    }

    private func remove(_ number: Int64) throws(StoreError) {
        guard isRepairing else { return }
        try store.withIndex { (index) throws(StoreError) in try index.removeResult(number) }
    }

    private func found(
        _ kind: VerifyReport.Finding.Kind,
        _ digest: SHA256Digest?,
        _ path: String,
        _ message: String
    ) {
        let finding = VerifyReport.Finding(
            kind: kind,
            digest: digest,
            path: path,
            message: message,
            isRepaired: isRepairing
        )
        state.sync { $0.findings.append(finding) }
    }
}
