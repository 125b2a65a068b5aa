/// A logical line of a requirements file: continuations joined, comments removed, variables expanded.
struct RequirementsLine: Equatable {
    let text: String
    /// The first physical line, counted from 1.
    let number: Int
}

/// Turns the bytes of a requirements file into logical lines, the way pip does.
enum RequirementsText {
    static func lines(of bytes: [UInt8], environment: [String: String]) throws(EncodingError) -> [RequirementsLine] {
        join(physicalLines(try decode(bytes))).compactMap { line in
            let text = expand(removeComment(line.text).trimmed, environment)
            return text.isEmpty ? nil : RequirementsLine(text: text, number: line.number)
        }
    }

    /// The encoding a file does not follow.
    struct EncodingError: Error {
        let name: String
    }

    /// Decodes by byte order mark, then by the encoding declared in the first two lines (PEP 263), then as UTF-8.
    static func decode(_ bytes: [UInt8]) throws(EncodingError) -> String {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return try utf8(bytes.dropFirst(3)) }
        if bytes.starts(with: [0xFF, 0xFE]) { return try utf16(bytes.dropFirst(2), isLittleEndian: true) }
        if bytes.starts(with: [0xFE, 0xFF]) { return try utf16(bytes.dropFirst(2), isLittleEndian: false) }
        switch declaredEncoding(bytes) {
        case nil, "utf-8", "utf8", "ascii", "us-ascii": return try utf8(bytes[...])
        case "latin-1", "latin1", "iso-8859-1", "iso8859-1":
            return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
        case let name?: throw EncodingError(name: name)
        }
    }

    private static func utf8(_ bytes: ArraySlice<UInt8>) throws(EncodingError) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw EncodingError(name: "UTF-8") }
        return text
    }

    private static func utf16(_ bytes: ArraySlice<UInt8>, isLittleEndian: Bool) throws(EncodingError) -> String {
        guard bytes.count % 2 == 0 else { throw EncodingError(name: "UTF-16") }
        let units = stride(from: bytes.startIndex, to: bytes.endIndex, by: 2).map { index in
            isLittleEndian
                ? UInt16(bytes[index + 1]) << 8 | UInt16(bytes[index])
                : UInt16(bytes[index]) << 8 | UInt16(bytes[index + 1])
        }
        guard let text = String(validating: units, as: UTF16.self) else { throw EncodingError(name: "UTF-16") }
        return text
    }

    private static func declaredEncoding(_ bytes: [UInt8]) -> String? {
        for line in bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 2, omittingEmptySubsequences: false).prefix(2)
        {
            guard line.first == UInt8(ascii: "#") else { continue }
            let text = String(decoding: line, as: UTF8.self)
            guard let start = text.firstRange(of: "coding")?.upperBound, start < text.endIndex,
                text[start] == ":" || text[start] == "="
            else { continue }
            let name = text[text.index(after: start)...].trimmed.prefix {
                $0.isLetter || $0.isNumber || "-_.".contains($0)
            }
            if !name.isEmpty { return name.lowercased().replacing("_", with: "-") }
        }
        return nil
    }

    /// Splits at every line end Python's `str.splitlines` knows.
    private static func physicalLines(_ text: String) -> [String] {
        let ends: Set<UInt32> = [0x0A, 0x0B, 0x0C, 0x0D, 0x1C, 0x1D, 0x1E, 0x85, 0x2028, 0x2029]
        var lines: [String] = []
        var line = String.UnicodeScalarView()
        var previous: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            defer { previous = scalar }
            if scalar == "\n", previous == "\r" { continue }
            if ends.contains(scalar.value) {
                lines.append(String(line))
                line = .init()
            } else {
                line.append(scalar)
            }
        }
        lines.append(String(line))
        return lines
    }

    /// Joins lines that end in a backslash with the next; a comment line never continues and ends a continuation.
    private static func join(_ lines: [String]) -> [RequirementsLine] {
        var joined: [RequirementsLine] = []
        var pending = ""
        var first: Int?
        for (index, line) in lines.enumerated() {
            let isComment = line.trimmed.utf8.first == UInt8(ascii: "#")
            if line.utf8.last == UInt8(ascii: "\\"), !isComment {
                first = first ?? index + 1
                pending.unicodeScalars += line.unicodeScalars.dropLast()
                continue
            }
            joined.append(RequirementsLine(text: pending + (isComment ? " " + line : line), number: first ?? index + 1))
            pending = ""
            first = nil
        }
        if let first { joined.append(RequirementsLine(text: pending, number: first)) }
        return joined
    }

    /// Removes a comment: `#` at the start or after white space, to the end of the line.
    private static func removeComment(_ line: String) -> String {
        var previous: UInt8 = 0x20
        for index in line.utf8.indices {
            if line.utf8[index] == UInt8(ascii: "#"), previous.isSpace { return String(line[..<index]) }
            previous = line.utf8[index]
        }
        return line
    }

    /// Replaces `${NAME}` (upper-case letters, digits, `_`) by variables that are set and not empty.
    private static func expand(_ line: String, _ environment: [String: String]) -> String {
        var result = ""
        var rest = line[...]
        while let start = rest.utf8.firstRange(of: "${".utf8) {
            result += rest[..<start.lowerBound]
            let name = rest.utf8[start.upperBound...].prefix {
                $0.isDigit || $0 == UInt8(ascii: "_") || ($0.isLetter && $0.lowercased != $0)
            }
            let end = name.endIndex
            if rest.utf8[end...].first == UInt8(ascii: "}"), let value = environment[String(Substring(name))],
                !value.isEmpty
            {
                result += value
                rest = rest[rest.utf8.index(after: end)...]
            } else {
                result += "${"
                rest = rest[start.upperBound...]
            }
        }
        return result + rest
    }

    /// Splits a line into the part before the first option and the words of the options, unquoted as a POSIX shell would;
    /// `nil` when a quotation mark is never closed.
    static func splitOptions(_ line: String) -> (head: String, words: [String])? {
        var words = line.split(separator: " ", omittingEmptySubsequences: false)[...]
        var head: [Substring] = []
        while words.first?.hasPrefix("-") == false { head.append(words.removeFirst()) }
        guard let options = shellWords(words.joined(separator: " ")) else { return nil }
        return (head.joined(separator: " ").trimmed, options)
    }

    private static func shellWords(_ text: String) -> [String]? {
        var words: [String] = []
        var word: String?
        var quote: Unicode.Scalar?
        var isEscaped = false
        for scalar in text.unicodeScalars {
            if isEscaped {
                if quote == "\"", scalar != "\"", scalar != "\\" { word = (word ?? "") + "\\" }
                word = (word ?? "") + String(scalar)
                isEscaped = false
            } else if scalar == "\\", quote != "'" {
                isEscaped = true
            } else if let open = quote {
                if scalar == open { quote = nil } else { word = (word ?? "") + String(scalar) }
            } else if scalar == "'" || scalar == "\"" {
                quote = scalar
                word = word ?? ""
            } else if scalar.properties.isWhitespace {
                if let finished = word { words.append(finished) }
                word = nil
            } else {
                word = (word ?? "") + String(scalar)
            }
        }
        guard quote == nil, !isEscaped else { return nil }
        if let word { words.append(word) }
        return words
    }
}
