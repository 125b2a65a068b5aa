/// Reads TOML 1.0 text.
struct TOMLParser {
    typealias Failure = TOMLDocument.Failure

    /// How many parts a key may have and how deep values may nest: far more than settings and lock files use.
    static var deepestNesting: Int { 32 }

    let bytes: [UInt8]
    var offset = 0
    var line = 1

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
    }

    /// Reads the whole document.
    mutating func document() throws(Failure) -> [String: TOMLNode] {
        let root = TOMLTableBuilder(.header, line: 1)
        var current = root
        while true {
            try skipEmptyLines()
            guard let byte = peek() else { return root.nodes }
            if byte == UInt8(ascii: "[") {
                current = try header(root)
            } else {
                try keyValue(in: current)
            }
            try endOfLine()
        }
    }

    private mutating func header(_ root: TOMLTableBuilder) throws(Failure) -> TOMLTableBuilder {
        let line = line
        offset += 1
        let isArray = skip("[")
        let path = try key()
        guard skip("]"), !isArray || skip("]") else { throw failure("a table header ends in ']'") }
        var table = root
        for part in path.dropLast() {
            guard let next = table.descend(part, line: line) else { throw taken(path) }
            table = next
        }
        guard let last = path.last,
            let opened = isArray ? table.append(last, line: line) : table.open(last, line: line)
        else { throw taken(path) }
        return opened
    }

    mutating func keyValue(in table: TOMLTableBuilder, depth: Int = 0) throws(Failure) {
        let line = line
        let path = try key()
        guard skip("=") else { throw failure("expected '=' after the key '\(path.joined(separator: "."))'") }
        skipBlanks()
        let node = try value(depth: depth)
        guard table.set(path, node, line: line) else { throw taken(path) }
    }

    private func taken(_ path: [String]) -> Failure {
        failure("'\(path.joined(separator: "."))' is defined twice")
    }

    /// Reads a possibly dotted key and the blanks around it.
    private mutating func key() throws(Failure) -> [String] {
        var path: [String] = []
        repeat {
            skipBlanks()
            guard let byte = peek() else { throw failure("expected a key") }
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                path.append(try singleLineString(byte))
            default:
                let start = offset
                while let byte = peek(), byte.isAlphanumeric || "_-".utf8.contains(byte) { offset += 1 }
                guard offset > start else { throw failure("expected a key") }
                path.append(String(decoding: bytes[start..<offset], as: UTF8.self))
            }
            skipBlanks()
            guard path.count <= Self.deepestNesting else { throw failure("the key has too many parts") }
        } while skip(".")
        return path
    }
}

extension TOMLParser {
    func peek(_ distance: Int = 0) -> UInt8? {
        offset + distance < bytes.count ? bytes[offset + distance] : nil
    }

    func failure(_ message: String) -> Failure {
        Failure(message: message, line: line)
    }

    /// Skips `text`, which must not contain line ends.
    mutating func skip(_ text: StaticString) -> Bool {
        guard text.withUTF8Buffer({ bytes[offset...].starts(with: $0) }) else { return false }
        offset += text.utf8CodeUnitCount
        return true
    }

    mutating func skipBlanks() {
        while let byte = peek(), byte.isBlank { offset += 1 }
    }

    /// Skips a line end; `false` when there is none here.
    mutating func skipLineEnd() -> Bool {
        guard skip("\n") || skip("\r\n") else { return false }
        line += 1
        return true
    }

    /// Skips blanks, comments and line ends.
    mutating func skipEmptyLines() throws(Failure) {
        repeat {
            skipBlanks()
            try skipComment()
        } while skipLineEnd()
    }

    private mutating func skipComment() throws(Failure) {
        guard peek() == UInt8(ascii: "#") else { return }
        while let byte = peek(), byte != UInt8(ascii: "\n") {
            if byte == UInt8(ascii: "\r"), peek(1) == UInt8(ascii: "\n") { return }
            guard byte >= 0x20 && byte != 0x7F || byte == 0x09 else { throw failure("control character in a comment") }
            offset += 1
        }
    }

    private mutating func endOfLine() throws(Failure) {
        skipBlanks()
        try skipComment()
        guard peek() == nil || skipLineEnd() else { throw failure("unexpected text after the value") }
    }
}
