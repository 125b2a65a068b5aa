extension Requirement {
    /// Parses a dependency specifier (PEP 508).
    ///
    /// - Throws: ``RequirementError`` with the part that is wrong, its column and, where known, what to write instead.
    public init(_ text: String) throws(RequirementError) {
        var cursor = ByteCursor(text)
        cursor.skipBlanks()
        let name = try cursor.readName(.name, "a requirement starts with the name of a package")
        cursor.skipBlanks()
        let extras = try cursor.readExtras()
        cursor.skipBlanks()
        var specifiers = VersionSpecifiers.any
        var url: String?
        if cursor.skip(UInt8(ascii: "@")) {
            url = try cursor.readURL()
        } else {
            specifiers = try cursor.readSpecifiers()
        }
        cursor.skipBlanks()
        var marker: Marker?
        if cursor.skip(UInt8(ascii: ";")) {
            marker = try cursor.readMarker()
        }
        guard cursor.isAtEnd else { throw cursor.trailingError(afterURL: url != nil) }
        self.init(name: name, extras: extras, specifiers: specifiers, url: url, marker: marker)
    }
}

extension ByteCursor {
    fileprivate mutating func readName(
        _ kind: RequirementError.Kind,
        _ expectation: String
    ) throws(RequirementError) -> PackageName {
        let start = offset
        let token = read { $0.isNameCharacter }
        guard !token.isEmpty else {
            let hint =
                looksLikePath ? "local paths are not supported here; publish a wheel or give 'name @ https://…'" : nil
            throw error(kind, expectation, length: 1, hint: hint)
        }
        guard let name = PackageName(String(decoding: token, as: UTF8.self)) else {
            throw error(
                kind,
                "'\(String(decoding: token, as: UTF8.self))' is not a valid name",
                from: start,
                hint: "names start and end with a letter or digit"
            )
        }
        return name
    }

    private var looksLikePath: Bool {
        guard let byte = peek() else { return false }
        return byte == UInt8(ascii: "/") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "~")
    }

    fileprivate mutating func readExtras() throws(RequirementError) -> [PackageName] {
        let start = offset
        guard skip(UInt8(ascii: "[")) else { return [] }
        var extras: [PackageName] = []
        skipBlanks()
        if skip(UInt8(ascii: "]")) { return [] }
        while true {
            extras.append(try readName(.extras, "expected the name of an extra"))
            skipBlanks()
            if skip(UInt8(ascii: "]")) { return extras }
            guard skip(UInt8(ascii: ",")) else {
                if isAtEnd { throw error(.extras, "the bracket '[' is never closed", from: start, length: 1) }
                throw error(.extras, "expected ',' or ']' in the list of extras", length: 1)
            }
            skipBlanks()
        }
    }

    fileprivate mutating func readURL() throws(RequirementError) -> String {
        skipBlanks()
        let start = offset
        let token = read { !$0.isSpace }
        guard !token.isEmpty else { throw error(.url, "no URL after '@'", length: 1) }
        let url = String(decoding: token, as: UTF8.self)
        guard url.escapingControls(keepingLines: false) == url else {
            throw error(.url, "a control character cannot be part of a URL", from: start)
        }
        guard let last = token.last, last != UInt8(ascii: ";") else {
            throw error(.url, "';' belongs to the URL here", from: start, hint: "put a space before ';'")
        }
        return url
    }

    fileprivate mutating func readSpecifiers() throws(RequirementError) -> VersionSpecifiers {
        let start = offset
        let isParenthesised = skip(UInt8(ascii: "("))
        var clauses: [VersionClause] = []
        skipBlanks()
        while let byte = peek(), "=!<>~".utf8.contains(byte) {
            clauses.append(try readClause())
            skipBlanks()
            guard skip(UInt8(ascii: ",")) else { break }
            skipBlanks()
        }
        if isParenthesised, !skip(UInt8(ascii: ")")) {
            if isAtEnd { throw error(.specifier, "the parenthesis '(' is never closed", from: start, length: 1) }
            throw error(.specifier, "expected ',' or ')' after a version condition", length: 1)
        }
        return VersionSpecifiers(clauses: clauses)
    }

    fileprivate func trailingError(afterURL: Bool) -> RequirementError {
        if afterURL {
            return error(.trailing, "expected ';' or the end after the URL", length: bytes.count - offset)
        }
        var hint: String?
        if peek()?.isDigit == true { hint = "write an operator before the version, for example ==" }
        if peek() == UInt8(ascii: "#") { hint = "comments are only understood in requirement files" }
        return error(
            .trailing,
            "expected a version condition, ';' or the end",
            length: bytes.count - offset,
            hint: hint
        )
    }
}
