/// A member of a zip archive, as its central directory describes it.
public struct ZipEntry: Hashable, Sendable {
    /// How a member's content is stored (APPNOTE.TXT 4.4.5).
    public enum Method: UInt16, Sendable {
        /// The content itself.
        case stored = 0
        /// A raw DEFLATE stream (RFC 1951).
        case deflated = 8
    }

    /// The member's name: UTF-8 when flagged so, otherwise code page 437; a directory ends in `/`.
    public let name: String
    /// The size of the stored content, in bytes.
    public let compressedBytes: UInt64
    /// The size of the content itself, in bytes.
    public let bytes: UInt64
    /// The CRC-32 of the content.
    public let crc32: UInt32
    /// How the content is stored.
    public let method: Method
    /// The upper half of the external attributes: the Unix file mode, or 0 when the writer gave none.
    public let mode: UInt16
    /// The offset of the local header from the start of the archive, in bytes.
    public let headerOffset: UInt64

    let rawName: [UInt8]
    let flags: UInt16

    /// Whether the entry stands for a directory.
    public var isDirectory: Bool { rawName.last == UInt8(ascii: "/") }

    /// Whether the entry is a regular file with an execute permission, by the rule wheel installers share.
    public var isExecutable: Bool { mode & 0o170000 == 0o100000 && mode & 0o111 != 0 }

    /// Whether the entry is a symbolic link, its target being the content.
    public var isSymbolicLink: Bool { mode & 0o170000 == 0o120000 }

    /// Whether sizes and CRC follow the content instead of standing in the local header (APPNOTE.TXT 4.4.4).
    var hasDataDescriptor: Bool { flags & ZipFlags.dataDescriptor != 0 }
}

/// The general purpose bits that matter here (APPNOTE.TXT 4.4.4).
enum ZipFlags {
    static let encrypted: UInt16 = 1 << 0
    static let dataDescriptor: UInt16 = 1 << 3
    static let patched: UInt16 = 1 << 5
    static let stronglyEncrypted: UInt16 = 1 << 6
    static let utf8: UInt16 = 1 << 11
    static let maskedHeaders: UInt16 = 1 << 13
}
