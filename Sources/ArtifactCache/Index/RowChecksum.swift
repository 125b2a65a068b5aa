import Digests

/// Detects damage inside a row of the index.
///
/// SQLite's own `integrity_check` looks at the structure of the file, not at the values in it: a flipped bit in a value passes.
struct RowChecksum {
    private var hasher = SHA256Hasher()

    /// Starts a checksum over a row of `table`.
    init(table: String) { add(Array(table.utf8)) }

    mutating func add(_ bytes: [UInt8]) {
        add(Int64(bytes.count))
        hasher.update(bytes)
    }

    mutating func add(_ number: Int64) {
        withUnsafeBytes(of: number.littleEndian) { hasher.update($0) }
    }

    /// The first eight bytes of the SHA-256 of everything added.
    var bytes: [UInt8] { Array(hasher.finalize().bytes.prefix(8)) }
}
