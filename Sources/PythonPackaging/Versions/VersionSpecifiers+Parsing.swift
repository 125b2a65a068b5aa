extension VersionSpecifiers {
    /// Parses comma-separated conditions; empty text means none.
    ///
    /// - Throws: ``RequirementError`` of kind `specifier` with the place of the first mistake.
    public init(_ text: String) throws(RequirementError) {
        var cursor = ByteCursor(text)
        var clauses: [VersionClause] = []
        while true {
            _ = cursor.read { $0.isSpace || $0 == UInt8(ascii: ",") }
            if cursor.isAtEnd { break }
            clauses.append(try cursor.readClause())
            _ = cursor.read { $0.isSpace }
            guard cursor.isAtEnd || cursor.peek() == UInt8(ascii: ",") else {
                throw cursor.error(.specifier, "expected ',' between version conditions")
            }
        }
        self.clauses = clauses
    }
}

extension VersionClause {
    /// Parses one condition.
    ///
    /// - Throws: ``RequirementError`` of kind `specifier` with the place of the mistake.
    public init(_ text: String) throws(RequirementError) {
        var cursor = ByteCursor(text.trimmed)
        self = try cursor.readClause()
        guard cursor.isAtEnd else { throw cursor.error(.specifier, "unexpected text after the version condition") }
    }
}

extension ByteCursor {
    /// Reads an operator; `nil` when there is none.
    mutating func readComparison() -> VersionClause.Comparison? {
        for comparison in VersionClause.Comparison.allCases {
            let spelling = comparison.rawValue.utf8
            if bytes[offset...].starts(with: spelling) {
                offset += spelling.count
                return comparison
            }
        }
        return nil
    }

    /// Reads an operator and the version after it.
    mutating func readClause() throws(RequirementError) -> VersionClause {
        let start = offset
        guard let comparison = readComparison() else { throw missingComparison() }
        _ = read { $0.isSpace }
        let first = offset
        let token = read { byte in
            !byte.isSpace && byte != UInt8(ascii: ",") && byte != UInt8(ascii: ";") && byte != UInt8(ascii: ")")
        }
        let text = String(decoding: token, as: UTF8.self)
        if comparison == .arbitrary {
            guard text.escapingControls(keepingLines: false) == text else {
                throw error(.specifier, "a control character cannot be part of a version", from: first)
            }
            return VersionClause(
                comparison: comparison,
                version: try? Version(text),
                isWildcard: false,
                versionText: text
            )
        }
        guard !text.isEmpty else {
            throw error(.specifier, "no version after '\(comparison.rawValue)'", from: start)
        }
        let isWildcard = text.utf8.suffix(2).elementsEqual(".*".utf8)
        let plain = isWildcard ? String(text.dropLast(2)) : text
        guard let version = try? Version(plain) else {
            throw error(.specifier, "'\(text)' is not a version in the sense of PEP 440", from: first)
        }
        if let mistake = Self.mistake(comparison, version, isWildcard: isWildcard) {
            throw error(.specifier, mistake.message, from: first, hint: mistake.hint)
        }
        return VersionClause(comparison: comparison, version: version, isWildcard: isWildcard, versionText: text)
    }

    private func missingComparison() -> RequirementError {
        if peek() == UInt8(ascii: "="), peek(1) != UInt8(ascii: "=") {
            return error(.specifier, "'=' is not an operator", length: 1, hint: "write '==' to ask for one version")
        }
        return error(
            .specifier,
            "expected a version operator",
            hint: "the operators are ==, !=, <=, >=, <, >, ~= and ==="
        )
    }

    /// Why `version` cannot follow `comparison`; `nil` when it can.
    private static func mistake(
        _ comparison: VersionClause.Comparison,
        _ version: Version,
        isWildcard: Bool
    ) -> (message: String, hint: String)? {
        let operation = comparison.rawValue
        let matchesExactly = comparison == .equal || comparison == .notEqual
        if isWildcard, !matchesExactly {
            return ("'.*' cannot follow '\(operation)'", "only == and != take a version that ends in .*")
        }
        if isWildcard, version.isPrerelease || version.isPostrelease || version.isLocal {
            return ("'.*' must follow the numbers of a release", "drop the part between the numbers and .*")
        }
        if version.isLocal, !matchesExactly {
            return (
                "a local version label (+…) cannot follow '\(operation)'", "only == and != take a local version label"
            )
        }
        if comparison == .compatible, version.release.count < 2 {
            return (
                "'~=' needs a release of at least two numbers",
                "~=\(version.release[0]).0 means >=\(version.release[0]).0,==\(version.release[0]).*"
            )
        }
        return nil
    }
}
