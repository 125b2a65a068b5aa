import Digests

/// The digests of a project's files as one value: an entry for each, in the order of their paths.
///
/// An entry is the digest, four 64-bit numbers that identify the content, the length of the path in 32 bits, all little
/// endian, and the path. Files come in the same order, so that finding theirs takes one pass and no table.
struct RecordedDigests {
    /// The form kept in the store.
    private(set) var encoded: [UInt8] = []
    private var position = 0

    private static let digestBytes = 32
    private static let fixedBytes = digestBytes + 4 * 8 + 4

    /// Creates a record without entries.
    init() {}

    /// Reads the stored form; what is not understood counts as absent.
    init(encoded: [UInt8]) {
        self.encoded = encoded
    }

    /// Makes room for the entries of so many files.
    mutating func reserve(files: Int) {
        encoded.reserveCapacity(files * (Self.fixedBytes + 64))
    }

    /// Adds an entry behind all others.
    mutating func append(_ path: String, _ identity: FileIdentity, _ digest: SHA256Digest) {
        encoded += digest.bytes
        for number in Self.numbers(identity) { Self.append(number, to: &encoded) }
        Self.append(UInt32(clamping: path.utf8.count), to: &encoded)
        encoded += path.utf8
    }

    /// Finds the digest of a file that is unchanged; entries of lesser paths are passed over for good.
    ///
    /// - Parameters:
    ///   - path: The path; it follows the one asked for before.
    ///   - identity: What the content is told by.
    /// - Returns: The digest; `nil` when there is none, or the content may be another.
    mutating func next(_ path: String, _ identity: FileIdentity) -> SHA256Digest? {
        var path = path
        return path.withUTF8 { path in
            encoded.withUnsafeBytes { encoded in
                while let entry = Self.entry(in: encoded, at: position) {
                    if entry.path.elementsEqual(path) {
                        position += Self.fixedBytes + entry.path.count
                        guard zip(Self.numbers(identity), 0...).allSatisfy({ entry.number($1) == $0 }) else {
                            return nil
                        }
                        return SHA256Digest(bytes: entry.fields[..<Self.digestBytes])
                    }
                    guard entry.path.lexicographicallyPrecedes(path) else { return nil }
                    position += Self.fixedBytes + entry.path.count
                }
                return nil
            }
        }
    }

    private struct Entry {
        var fields: UnsafeRawBufferPointer
        var path: UnsafeRawBufferPointer

        func number(_ index: Int) -> UInt64 {
            UInt64(littleEndian: fields.loadUnaligned(fromByteOffset: digestBytes + index * 8, as: UInt64.self))
        }
    }

    private static func entry(in encoded: UnsafeRawBufferPointer, at position: Int) -> Entry? {
        guard encoded.count - position >= fixedBytes else { return nil }
        let fields = UnsafeRawBufferPointer(rebasing: encoded[position...].prefix(fixedBytes))
        let count = UInt32(littleEndian: fields.loadUnaligned(fromByteOffset: fixedBytes - 4, as: UInt32.self))
        guard encoded.count - position - fixedBytes >= Int(count) else { return nil }
        let path = UnsafeRawBufferPointer(rebasing: encoded[(position + fixedBytes)...].prefix(Int(count)))
        return Entry(fields: fields, path: path)
    }

    private static func numbers(_ identity: FileIdentity) -> [UInt64] {
        [
            identity.bytes, UInt64(bitPattern: identity.modified), UInt64(bitPattern: identity.changed),
            identity.inode,
        ]
    }

    private static func append(_ number: some FixedWidthInteger, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }
}
