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
    /// Returns the recorded result for `key`; `nil` unless it is sound and all its blobs are in the store.
    ///
    /// The blobs stay until the store closes.
    public func result(for key: ResultKey) throws(StoreError) -> ActionResult? {
        try withIndex { (index) throws(StoreError) in
            guard let row = try index.result(for: key) else { return nil }
            let held = try hold(row.result.blobs, in: index, for: row.used < lease.start ? key : nil)
            return row.result.blobs.allSatisfy { held[$0] != nil } ? row.result : nil
        }
    }

    /// Records the result for `key`, replacing an earlier one.
    ///
    /// - Throws: ``StoreError`` of kind ``StoreError/Kind/missingBlob`` if the store lacks a blob that the result names.
    public func record(_ result: ActionResult, for key: ResultKey) throws(StoreError) {
        var result = result
        result.recordedAt = Int64(time(nil))
        let row = ResultRow(key: key, result: result, used: usedNow)
        try withIndex { (index) throws(StoreError) in
            let held = try hold(row.result.blobs, in: index)
            if let missing = row.result.blobs.first(where: { held[$0] == nil }) {
                throw StoreError(
                    kind: .missingBlob,
                    path: directory,
                    message: "cannot record a result of stage '\(key.stage)': the store lacks its blob \(missing)"
                )
            }
            try index.database.transaction { () throws(StoreError) in try index.put(row) }
        }
    }
}
