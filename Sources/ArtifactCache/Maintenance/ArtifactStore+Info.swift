import Digests

/// Describes what a store holds.
public struct StoreInfo: Hashable, Sendable {
    /// What the results of one stage take up.
    public struct Stage: Hashable, Sendable {
        /// The name of the stage.
        public let name: String
        /// The number of results and answers.
        public internal(set) var results = 0
        /// The size of them and of the blobs they name, in bytes; a blob named by several stages counts for each.
        public internal(set) var bytes: UInt64 = 0
        /// When one of the results was last used, in seconds since 1970.
        public internal(set) var lastUsed: Int64 = 0
    }

    /// The store's directory.
    public let directory: String
    /// The number of blobs.
    public internal(set) var blobs = 0
    /// The size of all blobs in bytes.
    public internal(set) var blobBytes: UInt64 = 0
    /// The number of action results and answers.
    public internal(set) var results = 0
    /// The size of the values of all action results and of all answers in bytes.
    public internal(set) var resultBytes: UInt64 = 0
    /// The stages by name.
    public internal(set) var stages: [Stage] = []
    /// The number of blobs that no action result names.
    public internal(set) var otherBlobs = 0
    /// The size of the blobs that no action result names, in bytes.
    public internal(set) var otherBytes: UInt64 = 0
    /// The number of trees: directories with the unpacked files of a blob.
    public internal(set) var trees = 0
    /// The size of the files in trees, in bytes.
    public internal(set) var treeBytes: UInt64 = 0
    /// When something was last used, in seconds since 1970; `nil` for an empty store.
    public internal(set) var lastUsed: Int64?
    /// The number of files in the quarantine.
    public internal(set) var quarantined = 0
    /// The size of the files in the quarantine in bytes.
    public internal(set) var quarantinedBytes: UInt64 = 0

    /// The size of all blobs, results and trees in bytes: what ``ArtifactStore/prune(keeping:olderThan:)`` limits.
    public var bytes: UInt64 { blobBytes &+ resultBytes &+ treeBytes }
}

extension ArtifactStore {
    /// Returns what the store holds, by stage.
    public func info() throws(StoreError) -> StoreInfo {
        var info = StoreInfo(directory: directory)
        var sizes: [SHA256Digest: UInt64] = [:]
        try forEachBlob { (_, row) throws(StoreError) in
            guard let row else { return }
            sizes[row.digest] = row.bytes
            info.blobs += 1
            info.blobBytes &+= row.bytes
            info.lastUsed = max(info.lastUsed ?? row.used, row.used)
        }
        var stages: [String: (stage: StoreInfo.Stage, blobs: Set<SHA256Digest>)] = [:]
        func count(_ stage: String, bytes: UInt64, used: Int64, blobs: [SHA256Digest]) {
            info.results += 1
            info.resultBytes &+= bytes
            info.lastUsed = max(info.lastUsed ?? used, used)
            var entry = stages[stage] ?? (StoreInfo.Stage(name: stage), [])
            entry.stage.results += 1
            entry.stage.bytes &+= bytes
            entry.stage.lastUsed = max(entry.stage.lastUsed, used)
            entry.blobs.formUnion(blobs)
            stages[stage] = entry
        }
        try forEachResult { (_, row) throws(StoreError) in
            guard let row else { return }
            let bytes = UInt64(row.result.value.count)
            count(row.key.stage, bytes: bytes, used: row.used, blobs: row.result.blobs)
        }
        for answer in try layout.answerFiles() {
            count(answer.key.stage, bytes: answer.status.bytes, used: answer.status.modified, blobs: [])
        }
        var named: Set<SHA256Digest> = []
        for (name, entry) in stages {
            for digest in entry.blobs { stages[name]?.stage.bytes &+= sizes[digest] ?? 0 }
            named.formUnion(entry.blobs)
        }
        info.stages = stages.values.map(\.stage).sorted { $0.name < $1.name }
        for (digest, bytes) in sizes where !named.contains(digest) {
            info.otherBlobs += 1
            info.otherBytes &+= bytes
        }
        for tree in try trees() {
            info.trees += 1
            info.treeBytes &+= tree.bytes
            info.lastUsed = max(info.lastUsed ?? tree.used, tree.used)
        }
        for name in try Directory.names(in: layout.quarantine) {
            guard let status = try FileStatus.at("\(layout.quarantine)/\(name)") else { continue }
            info.quarantined += 1
            info.quarantinedBytes &+= status.bytes
        }
        return info
    }

    /// Calls `body` with the key and the row of every blob, reading a page at a time; `nil` for a damaged row.
    func forEachBlob(_ body: ([UInt8], BlobRow?) throws(StoreError) -> Void) throws(StoreError) {
        var feed = BlobFeed()
        while let entry = try feed.next(in: self) { try body(entry.key, entry.row) }
    }

    /// Calls `body` with the number and the row of every result, reading a page at a time; `nil` for a damaged row.
    func forEachResult(_ body: (Int64, ResultRow?) throws(StoreError) -> Void) throws(StoreError) {
        var number = Int64.min
        while true {
            let page = try withIndex { (index) throws(StoreError) in try index.results(after: number) }
            guard let last = page.last else { return }
            for (number, row) in page { try body(number, row) }
            number = last.number
        }
    }
}
