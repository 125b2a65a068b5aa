/// Finds the start tags of an HTML document, as far as index pages need it (PEP 503).
struct HTMLTagScanner {
    /// A start tag with its attributes; names are in lower case, values decoded.
    struct Tag {
        let name: String
        let attributes: [(name: String, value: String)]

        /// The value of the first attribute called `name`, empty if it has none.
        subscript(name: String) -> String? {
            attributes.first { $0.name == name }?.value
        }
    }

    private let bytes: [UInt8]
    private(set) var offset = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The next start tag, or `nil` at the end of the document.
    mutating func next() -> Tag? {
        while let start = bytes[offset...].firstIndex(of: UInt8(ascii: "<")) {
            offset = start + 1
            if skipComment() { continue }
            guard offset < bytes.count, bytes[offset].isLetter else { continue }
            let name = readName()
            return Tag(name: name, attributes: readAttributes())
        }
        offset = bytes.count
        return nil
    }

    private mutating func skipComment() -> Bool {
        guard bytes[offset...].starts(with: "!--".utf8) else { return false }
        offset += 3
        while offset < bytes.count, !bytes[offset...].starts(with: "-->".utf8) { offset += 1 }
        return true
    }

    private mutating func readName() -> String {
        let start = offset
        while offset < bytes.count, !bytes[offset].isSpace, !"/>=".utf8.contains(bytes[offset]) { offset += 1 }
        return String(decoding: bytes[start..<offset].map(\.lowercased), as: UTF8.self)
    }

    private mutating func readAttributes() -> [(name: String, value: String)] {
        var attributes: [(name: String, value: String)] = []
        while offset < bytes.count {
            let byte = bytes[offset]
            if byte == UInt8(ascii: ">") {
                offset += 1
                break
            }
            if byte.isSpace || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "=") {
                offset += 1
                continue
            }
            let name = readName()
            skipSpace()
            guard offset < bytes.count, bytes[offset] == UInt8(ascii: "=") else {
                attributes.append((name, ""))
                continue
            }
            offset += 1
            skipSpace()
            attributes.append((name, HTMLEntities.decode(readValue())))
        }
        return attributes
    }

    private mutating func readValue() -> ArraySlice<UInt8> {
        guard offset < bytes.count else { return [] }
        let quote = bytes[offset]
        if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            let start = offset + 1
            let end = bytes[start...].firstIndex(of: quote) ?? bytes.count
            offset = min(end + 1, bytes.count)
            return bytes[start..<end]
        }
        let start = offset
        while offset < bytes.count, !bytes[offset].isSpace, bytes[offset] != UInt8(ascii: ">") { offset += 1 }
        return bytes[start..<offset]
    }

    private mutating func skipSpace() {
        while offset < bytes.count, bytes[offset].isSpace { offset += 1 }
    }
}
