import CDeflate
import Digests

/// Detects damage inside a row of the index.
///
/// SQLite's own `integrity_check` looks at the structure of the file, not at the values in it: a flipped bit in a value passes.
/// Rows are written with a CRC-32; those of earlier versions of the program have the first eight bytes of a SHA-256 instead, and
/// keep them.
struct RowChecksum {
    private enum Function {
        case crc32(UInt32)
        case sha256(SHA256Hasher)
    }

    private var function: Function

    /// Starts a checksum over a row of `table`, by the function that `stored` was made with; by CRC-32 for a new row.
    init(table: String, like stored: [UInt8]? = nil) {
        function = stored?.count == 8 ? .sha256(SHA256Hasher()) : .crc32(0)
        add(Array(table.utf8))
    }

    mutating func add(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { add($0) }
    }

    mutating func add(_ bytes: UnsafeRawBufferPointer) {
        add(Int64(bytes.count))
        update(bytes)
    }

    mutating func add(_ number: Int64) {
        withUnsafeBytes(of: number.littleEndian) { update($0) }
    }

    private mutating func update(_ bytes: UnsafeRawBufferPointer) {
        // libdeflate takes a null pointer for "start anew".
        guard let base = bytes.baseAddress, !bytes.isEmpty else { return }
        switch function {
        case .crc32(let crc):
            function = .crc32(libdeflate_crc32(crc, base, bytes.count))
        case .sha256(var hasher):
            hasher.update(bytes)
            function = .sha256(hasher)
        }
    }

    /// The checksum of everything added: four bytes of a CRC-32, or eight of a SHA-256.
    var bytes: [UInt8] {
        switch function {
        case .crc32(let crc): withUnsafeBytes(of: crc.littleEndian) { Array($0) }
        case .sha256(let hasher): Array(hasher.finalize().bytes.prefix(8))
        }
    }
}
