extension StoreIndex {
    /// When every blob and result was last used and how large it is.
    func uses() throws(StoreError) -> [(time: Int64, bytes: UInt64)] {
        try database.rows(
            "SELECT used, bytes FROM blob UNION ALL SELECT used, length(value) FROM result",
            convert: { ($0.integer(0), UInt64(bitPattern: $0.integer(1))) }
        )
    }

    /// Up to `limit` results last used before `time`, those unused for longest first.
    func resultUses(
        before time: Int64,
        limit: Int
    ) throws(StoreError) -> [(number: Int64, used: Int64, bytes: UInt64)] {
        try database.rows(
            "SELECT rowid, used, length(value) FROM result WHERE used<? ORDER BY used, rowid LIMIT ?",
            .integer(time),
            .integer(Int64(limit)),
            convert: { ($0.integer(0), $0.integer(1), UInt64(bitPattern: $0.integer(2))) }
        )
    }
}
