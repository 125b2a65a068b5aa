package import Digests

/// The list of installed files, a CSV file of path, digest and size (PEP 376, PEP 427).
package struct WheelRecord {
    /// What is known about one file.
    package struct Item {
        /// The digest; `nil` when none is given or it is not SHA-256.
        package let sha256: SHA256Digest?
        /// The length in bytes; `nil` when none is given.
        package let bytes: UInt64?
    }

    /// The files by path.
    package let items: [String: Item]

    /// A malformed line.
    package struct Failure: Error {
        /// The line, from 1; 0 for a text that is not UTF-8.
        package let line: Int
    }

    /// Reads the text of a `RECORD`.
    package init(_ bytes: [UInt8]) throws(Failure) {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw Failure(line: 0) }
        var items: [String: Item] = [:]
        for (index, row) in try Self.rows(text).enumerated() where row != [""] {
            guard row.count >= 1, !row[0].isEmpty else { throw Failure(line: index + 1) }
            items[row[0]] = Item(
                sha256: row.count > 1 ? Self.digest(row[1]) : nil,
                bytes: row.count > 2 ? UInt64(row[2]) : nil
            )
        }
        self.items = items
    }

    /// Splits CSV as Python's `csv` module writes it: fields may be quoted, quotation marks doubled.
    private static func rows(_ text: String) throws(Failure) -> [[String]] {
        var rows: [[String]] = []
        var row: [String] = []
        var field = String.UnicodeScalarView()
        var isQuoted = false
        var scalars = text.unicodeScalars[...]
        while let scalar = scalars.popFirst() {
            if isQuoted {
                if scalar != "\"" {
                    field.append(scalar)
                } else if scalars.first == "\"" {
                    field.append(scalar)
                    scalars.removeFirst()
                } else {
                    isQuoted = false
                }
                continue
            }
            switch scalar {
            case "\"" where field.isEmpty:
                isQuoted = true
            case ",":
                row.append(String(field))
                field = .init()
            case "\r" where scalars.first == "\n":
                continue
            case "\n":
                rows.append(row + [String(field)])
                row = []
                field = .init()
            default:
                field.append(scalar)
            }
        }
        guard !isQuoted else { throw Failure(line: rows.count + 1) }
        return row.isEmpty && field.isEmpty ? rows : rows + [row + [String(field)]]
    }

    private static func digest(_ text: String) -> SHA256Digest? {
        guard text.hasPrefix("sha256=") else { return nil }
        return Base64URL.decode(text.utf8.dropFirst(7)).flatMap { SHA256Digest(bytes: $0) }
    }

    /// Quotes a field where CSV needs it.
    static func quoted(_ field: String) -> String {
        guard field.utf8.contains(where: { "\",\r\n".utf8.contains($0) }) else { return field }
        let quotes = field.utf8.split(separator: UInt8(ascii: "\""), omittingEmptySubsequences: false)
        return "\"" + quotes.map { String(Substring($0)) }.joined(separator: "\"\"") + "\""
    }
}

/// The URL-safe base64 alphabet without padding (RFC 4648, section 5), which `RECORD` uses.
enum Base64URL {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        var (buffer, bits) = (UInt32(0), 0)
        for byte in bytes {
            buffer = buffer << 8 | UInt32(byte)
            bits += 8
            while bits >= 6 {
                bits -= 6
                text.append(alphabet[Int(buffer >> UInt32(bits)) & 63])
            }
            buffer &= 63
        }
        if bits > 0 { text.append(alphabet[Int(buffer << UInt32(6 - bits)) & 63]) }
        return String(decoding: text, as: UTF8.self)
    }

    static func decode(_ text: some Sequence<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        var (buffer, bits) = (UInt32(0), 0)
        for character in text where character != UInt8(ascii: "=") {
            guard let value = alphabet.firstIndex(of: character) else { return nil }
            buffer = (buffer << 6 | UInt32(value)) & 0xFFFF
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
            }
        }
        return bytes
    }
}
