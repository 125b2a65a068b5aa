import Digests

/// A row of the result table.
struct ResultRow {
    let key: ResultKey
    let result: ActionResult
    /// The second since 1970 from which on the result is known to have been used.
    let used: Int64

    /// A checksum over everything but ``used``.
    fileprivate func checksum(like stored: [UInt8]? = nil) -> [UInt8] {
        var checksum = RowChecksum(table: "result", like: stored)
        checksum.add(Array(key.stage.utf8))
        checksum.add(key.input.bytes)
        checksum.add(result.value)
        checksum.add(result.blobs.flatMap(\.bytes))
        checksum.add(result.recordedAt)
        return checksum.bytes
    }

    init(key: ResultKey, result: ActionResult, used: Int64) {
        self.key = key
        self.result = result
        self.used = used
    }

    /// Reads `stage, input, value, blobs, recorded, used, checksum`; `nil` when the row is damaged.
    fileprivate init?(_ row: Statement) {
        let names = row.blob(3)
        let blobs = stride(from: 0, to: names.count, by: 32).compactMap {
            SHA256Digest(bytes: names[$0...].prefix(32))
        }
        guard let input = SHA256Digest(bytes: row.blob(1)), blobs.count * 32 == names.count else { return nil }
        self.init(
            key: ResultKey(stage: row.text(0), input: input),
            result: ActionResult(value: row.blob(2), blobs: blobs, recordedAt: row.integer(4)),
            used: row.integer(5)
        )
        let stored = row.blob(6)
        guard stored == checksum(like: stored) else { return nil }
    }
}

extension StoreIndex {
    /// The row of a result; `nil` when there is none or it is damaged.
    func result(for key: ResultKey) throws(StoreError) -> ResultRow? {
        try database.rows(
            """
            SELECT stage, input, value, blobs, recorded, used, checksum FROM result WHERE stage=? AND input=?
            """,
            .text(key.stage),
            .blob(key.input.bytes),
            convert: ResultRow.init
        ).first
    }

    /// Adds or replaces a result.
    func put(_ row: ResultRow) throws(StoreError) {
        try database.run(
            """
            INSERT OR REPLACE INTO result (stage, input, value, blobs, recorded, used, checksum)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            .text(row.key.stage),
            .blob(row.key.input.bytes),
            .blob(row.result.value),
            .blob(row.result.blobs.flatMap(\.bytes)),
            .integer(row.result.recordedAt),
            .integer(row.used),
            .blob(row.checksum())
        )
    }

    /// Up to `limit` rows in the order in which SQLite keeps them, after row number `number`; `nil` for damaged ones.
    func results(after number: Int64, limit: Int = 64) throws(StoreError) -> [(number: Int64, row: ResultRow?)] {
        try database.rows(
            """
            SELECT stage, input, value, blobs, recorded, used, checksum, rowid FROM result
            WHERE rowid>? ORDER BY rowid LIMIT ?
            """,
            .integer(number),
            .integer(Int64(limit)),
            convert: { ($0.integer(7), ResultRow($0)) }
        )
    }

    /// Removes a result by its row number.
    func removeResult(_ number: Int64) throws(StoreError) {
        try database.run("DELETE FROM result WHERE rowid=?", .integer(number))
    }

    /// Marks a result as used.
    func markUsed(_ key: ResultKey, at time: Int64) throws(StoreError) {
        try database.run(
            "UPDATE result SET used=? WHERE stage=? AND input=?",
            .integer(time),
            .text(key.stage),
            .blob(key.input.bytes)
        )
    }
}
