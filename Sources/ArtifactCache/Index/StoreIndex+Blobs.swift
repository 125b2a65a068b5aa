import Digests

/// A row of the blob table.
struct BlobRow {
    let digest: SHA256Digest
    let bytes: UInt64
    /// Whether the content is in the index rather than in a file.
    let isInline: Bool
    /// The second since 1970 from which on the blob is known to have been used.
    var used: Int64

    /// A checksum over everything but ``used``, which changes often and harms nobody when wrong.
    fileprivate func checksum(like stored: [UInt8]? = nil) -> [UInt8] {
        var checksum = RowChecksum(table: "blob", like: stored)
        checksum.add(digest.bytes)
        checksum.add(Int64(bitPattern: bytes))
        checksum.add(isInline ? 1 : 0)
        return checksum.bytes
    }

    /// Reads `digest, bytes, inline, used, checksum`; `nil` when the row is damaged.
    fileprivate init?(_ row: Statement) {
        guard let digest = SHA256Digest(bytes: row.blob(0)) else { return nil }
        self.init(
            digest: digest,
            bytes: UInt64(bitPattern: row.integer(1)),
            isInline: row.integer(2) != 0,
            used: row.integer(3)
        )
        let stored = row.blob(4)
        guard stored == checksum(like: stored) else { return nil }
    }

    init(digest: SHA256Digest, bytes: UInt64, isInline: Bool, used: Int64) {
        self.digest = digest
        self.bytes = bytes
        self.isInline = isInline
        self.used = used
    }
}

extension StoreIndex {
    /// The row of a blob; `nil` when there is none or it is damaged.
    func blob(_ digest: SHA256Digest) throws(StoreError) -> BlobRow? {
        try database.rows(
            "SELECT digest, bytes, inline, used, checksum FROM blob WHERE digest=?",
            .blob(digest.bytes),
            convert: BlobRow.init
        ).first
    }

    /// Up to `limit` rows in the order of their keys, from the first one after `key`; damaged ones as bare keys.
    func blobs(after key: [UInt8], limit: Int = 512) throws(StoreError) -> [(key: [UInt8], row: BlobRow?)] {
        try database.rows(
            "SELECT digest, bytes, inline, used, checksum FROM blob WHERE digest>? ORDER BY digest LIMIT ?",
            .blob(key),
            .integer(Int64(limit)),
            convert: { ($0.blob(0), BlobRow($0)) }
        )
    }

    /// Up to `limit` rows last used before `time`, those unused for longest first; damaged ones as bare keys.
    func blobs(usedBefore time: Int64, limit: Int) throws(StoreError) -> [(key: [UInt8], row: BlobRow?)] {
        try database.rows(
            "SELECT digest, bytes, inline, used, checksum FROM blob WHERE used<? ORDER BY used, digest LIMIT ?",
            .integer(time),
            .integer(Int64(limit)),
            convert: { ($0.blob(0), BlobRow($0)) }
        )
    }

    /// Adds or replaces the row of a blob, and its content if that is kept in the index.
    func put(_ row: BlobRow, content: [UInt8]? = nil) throws(StoreError) {
        try database.run(
            "INSERT OR REPLACE INTO blob (digest, bytes, inline, used, checksum) VALUES (?, ?, ?, ?, ?)",
            .blob(row.digest.bytes),
            .integer(Int64(bitPattern: row.bytes)),
            .integer(row.isInline ? 1 : 0),
            .integer(row.used),
            .blob(row.checksum())
        )
        if let content {
            try database.run(
                "INSERT OR REPLACE INTO content (digest, data) VALUES (?, ?)",
                .blob(row.digest.bytes),
                .blob(content)
            )
        } else {
            try database.run("DELETE FROM content WHERE digest=?", .blob(row.digest.bytes))
        }
    }

    /// The content of a blob that is kept in the index; not verified.
    func content(of digest: SHA256Digest) throws(StoreError) -> [UInt8]? {
        try database.rows("SELECT data FROM content WHERE digest=?", .blob(digest.bytes), convert: { $0.blob(0) }).first
    }

    /// Marks a blob as used; returns whether there is such a blob.
    func markUsed(_ digest: SHA256Digest, at time: Int64) throws(StoreError) -> Bool {
        try database.run(
            "UPDATE blob SET used=? WHERE digest=?",
            .integer(time),
            .blob(digest.bytes)
        ) > 0
    }

    /// Removes the row and the content of a blob.
    func remove(_ digest: SHA256Digest) throws(StoreError) {
        try remove(blobKey: digest.bytes)
    }

    /// Removes a row, and the content that belongs to it, by its possibly damaged key.
    func remove(blobKey key: [UInt8]) throws(StoreError) {
        try database.run("DELETE FROM blob WHERE digest=?", .blob(key))
        try database.run("DELETE FROM content WHERE digest=?", .blob(key))
    }
}
