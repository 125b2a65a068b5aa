import ArtifactCache
import Digests

/// Writes numbers in base 128 (LEB128) and texts behind their length.
struct BinaryWriter {
    private(set) var bytes: [UInt8] = []

    mutating func write(byte: UInt8) {
        bytes.append(byte)
    }

    mutating func write(number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    mutating func write32(_ number: UInt32) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func write64(_ number: UInt64) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func write(_ digest: PackedDigest) {
        withUnsafeBytes(of: digest) { bytes.append(contentsOf: $0) }
    }

    mutating func write(raw content: [UInt8]) {
        bytes += content
    }

    mutating func write(_ text: ArraySlice<UInt8>) {
        write(number: UInt64(text.count))
        bytes += text
    }

    mutating func write(_ text: String) {
        write(number: UInt64(text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }

    mutating func write(_ text: String?) {
        write(byte: text == nil ? 0 : 1)
        if let text { write(text) }
    }

    mutating func write(_ digest: SHA256Digest) {
        bytes.append(contentsOf: digest.bytes)
    }
}

/// Reads what ``BinaryWriter`` wrote; every result is `nil` when the bytes do not hold it.
struct BinaryReader {
    private let bytes: FixedBytes
    private(set) var offset: Int

    /// Reads from `offset` on.
    init(_ bytes: FixedBytes, from offset: Int = 0) {
        self.bytes = bytes
        self.offset = offset
    }

    var isAtEnd: Bool { offset == bytes.count }

    mutating func readByte() -> UInt8? {
        guard offset < bytes.count else { return nil }
        offset += 1
        return bytes.integer(at: offset - 1, as: UInt8.self)
    }

    mutating func readNumber() -> UInt64? {
        var number: UInt64 = 0
        for shift in stride(from: UInt64(0), through: 63, by: 7) {
            guard let byte = readByte() else { return nil }
            number |= UInt64(byte & 0x7F) << shift
            if byte & 0x80 == 0 { return number }
        }
        return nil
    }

    mutating func readText() -> String? {
        guard let length = readNumber(), offset <= bytes.count, length <= UInt64(bytes.count - offset) else {
            return nil
        }
        let end = offset + Int(length)
        defer { offset = end }
        return bytes.text(offset..<end)
    }

    /// A text that may be absent; the outer `nil` means damage.
    mutating func readOptionalText() -> String?? {
        switch readByte() {
        case 0: .some(nil)
        case 1: readText().map { .some($0) }
        default: nil
        }
    }

    mutating func readDigest() -> SHA256Digest? {
        guard bytes.count - offset >= 32 else { return nil }
        defer { offset += 32 }
        return SHA256Digest(bytes: bytes[offset..<offset + 32])
    }
}

extension FixedBytes {
    /// The text at some offsets, as far as there are any.
    func text(_ range: Range<Int>) -> String {
        withUnsafeBytes { String(decoding: $0[range.clamped(to: 0..<count)], as: UTF8.self) }
    }
}
