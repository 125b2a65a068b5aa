import Digests

/// What a server answered when it was last asked.
public struct StoredAnswer: Sendable {
    /// The content, unchanged since it was kept.
    public let content: FixedBytes
    /// When it was kept, in seconds since 1970.
    public let recordedAt: Int64

    /// A checksum of four bytes and the time of eight come before the content.
    private static let headerBytes = 12

    /// Maps the file of the answer for `key`; `nil` if it is damaged.
    init?(_ file: OpenFile, _ key: ResultKey, bytes: UInt64) throws(StoreError) {
        let header = try file.contents(limit: Self.headerBytes)
        guard header.count == Self.headerBytes,
            let content = try FixedBytes(file, count: bytes, from: Self.headerBytes)
        else { return nil }
        let recordedAt = header.withUnsafeBytes {
            Int64(littleEndian: $0.loadUnaligned(fromByteOffset: 4, as: Int64.self))
        }
        let checksum = content.withUnsafeBytes { Self.checksum($0, key, recordedAt) }
        guard header.prefix(4) == checksum[...] else { return nil }
        self.content = content
        self.recordedAt = recordedAt
    }

    /// What stands before `content` in a file.
    static func header(of content: [UInt8], _ key: ResultKey, recordedAt: Int64) -> [UInt8] {
        let checksum = content.withUnsafeBytes { Self.checksum($0, key, recordedAt) }
        return checksum + withUnsafeBytes(of: recordedAt.littleEndian) { Array($0) }
    }

    private static func checksum(_ content: UnsafeRawBufferPointer, _ key: ResultKey, _ recordedAt: Int64) -> [UInt8] {
        var checksum = RowChecksum(table: "answer")
        checksum.add(Array(key.stage.utf8))
        checksum.add(key.input.bytes)
        checksum.add(recordedAt)
        checksum.add(content)
        return checksum.bytes
    }
}
