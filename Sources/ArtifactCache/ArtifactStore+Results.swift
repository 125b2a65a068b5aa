public import Digests

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Names the result of an action: a stage of the build and the digest of everything that goes into it.
public struct ResultKey: Hashable, Sendable {
    /// The name of the stage, including its version, such as "segment-1".
    public let stage: String
    /// The digest of the stage's inputs.
    public let input: SHA256Digest

    /// Creates a key.
    public init(stage: String, input: SHA256Digest) {
        self.stage = stage
        self.input = input
    }
}

/// What an action produced: a small value and the blobs that belong to it.
public struct ActionResult: Hashable, Sendable {
    /// The stage's own encoding of its result.
    public var value: [UInt8]
    /// The blobs without which the result is worthless.
    public var blobs: [SHA256Digest]
    /// When the result was recorded, in seconds since 1970; filled in by ``ArtifactStore/record(_:for:)``.
    public var recordedAt: Int64

    /// Creates a result.
    public init(value: [UInt8], blobs: [SHA256Digest] = [], recordedAt: Int64 = 0) {
        self.value = value
        self.blobs = blobs
        self.recordedAt = recordedAt
    }
}

extension ArtifactStore {
    /// How old, in seconds, the mark of an answer, or of a result without blobs, may get before its use is marked again.
    static let useTolerance: Int64 = 3600

    /// Returns the recorded result for `key`; `nil` unless it is sound and all its blobs are in the store.
    ///
    /// The blobs stay until the store closes.
    public func result(for key: ResultKey) throws(StoreError) -> ActionResult? {
        try withIndex { (index) throws(StoreError) in
            try index.result(for: key).flatMap { (row) throws(StoreError) in try use(row, in: index) }
        }
    }

    /// Returns the recorded results for several keys, as ``result(for:)`` does for each, in less time.
    public func results(for keys: [ResultKey]) throws(StoreError) -> [ResultKey: ActionResult] {
        try withIndex { (index) throws(StoreError) in
            let rows = try index.database.reading { () throws(StoreError) in
                var rows: [ResultRow] = []
                for key in keys { if let row = try index.result(for: key) { rows.append(row) } }
                return rows
            }
            var results: [ResultKey: ActionResult] = [:]
            for row in rows { results[row.key] = try use(row, in: index) }
            return results
        }
    }

    /// Holds the blobs of a result and marks it as used; `nil` if a blob is missing.
    private func use(_ row: ResultRow, in index: StoreIndex) throws(StoreError) -> ActionResult? {
        // Without blobs there is nothing to hold: the mark only orders collection, and need not be exact.
        let tolerance = row.result.blobs.isEmpty ? Self.useTolerance : 0
        let held = try hold(row.result.blobs, in: index, for: row.used < lease.start - tolerance ? row.key : nil)
        return row.result.blobs.allSatisfy { held[$0] != nil } ? row.result : nil
    }

    /// Records the result for `key`, replacing an earlier one.
    ///
    /// - Parameters:
    ///   - result: The result.
    ///   - key: The key it will be found by.
    ///   - durability: Whether a power cut may take the record back; `relaxed` suits what is quickly made again.
    /// - Throws: ``StoreError`` of kind ``StoreError/Kind/missingBlob`` if the store lacks a blob that the result names.
    public func record(
        _ result: ActionResult,
        for key: ResultKey,
        durability: Durability = .durable
    ) throws(StoreError) {
        try record([(key, result)], durability: durability)
    }

    /// Records several results in one transaction.
    ///
    /// - Throws: ``StoreError``, as for one result; then none of them is recorded.
    public func record(
        _ results: [(key: ResultKey, result: ActionResult)],
        durability: Durability = .durable
    ) throws(StoreError) {
        let now = Int64(time(nil))
        let rows = results.map { key, result in
            ResultRow(
                key: key,
                result: ActionResult(value: result.value, blobs: result.blobs, recordedAt: now),
                used: usedNow
            )
        }
        try withIndex { (index) throws(StoreError) in
            for row in rows {
                let held = try hold(row.result.blobs, in: index)
                if let missing = row.result.blobs.first(where: { held[$0] == nil }) {
                    throw StoreError(
                        kind: .missingBlob,
                        path: directory,
                        message:
                            "cannot record a result of stage '\(row.key.stage)': the store lacks its blob \(missing)"
                    )
                }
            }
            try index.database.transaction(durability) { () throws(StoreError) in
                for row in rows { try index.put(row) }
            }
        }
    }
}
