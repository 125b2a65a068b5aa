extension Marker {
    /// Parses an environment marker.
    ///
    /// - Throws: ``RequirementError`` of kind `marker` with the place of the mistake.
    public init(_ text: String) throws(RequirementError) {
        var cursor = ByteCursor(text)
        self = try cursor.readMarker()
        guard cursor.isAtEnd else {
            throw cursor.error(.marker, "expected 'and', 'or' or the end of the marker", length: 1)
        }
    }
}

extension ByteCursor {
    /// How deep parentheses may nest; far more than real markers use, and little enough for any stack.
    private static var deepestNesting: Int { 64 }

    /// Reads a marker up to the end of the text or the first thing that cannot continue it.
    mutating func readMarker(depth: Int = 0) throws(RequirementError) -> Marker {
        var alternatives = [try readConjunction(depth: depth)]
        while skip(keyword: "or") {
            alternatives.append(try readConjunction(depth: depth))
        }
        return alternatives.count == 1 ? alternatives[0] : .any(alternatives.flatMap(\.alternatives))
    }

    private mutating func readConjunction(depth: Int) throws(RequirementError) -> Marker {
        var conditions = [try readAtom(depth: depth)]
        while skip(keyword: "and") {
            conditions.append(try readAtom(depth: depth))
        }
        return conditions.count == 1 ? conditions[0] : .all(conditions.flatMap(\.conditions))
    }

    private mutating func readAtom(depth: Int) throws(RequirementError) -> Marker {
        skipBlanks()
        let start = offset
        guard skip(UInt8(ascii: "(")) else {
            let marker = try readComparisonOfOperands()
            skipBlanks()
            return marker
        }
        guard depth < Self.deepestNesting else {
            throw error(.marker, "parentheses are nested too deeply", from: start, length: 1)
        }
        let marker = try readMarker(depth: depth + 1)
        skipBlanks()
        guard skip(UInt8(ascii: ")")) else {
            if isAtEnd { throw error(.marker, "the parenthesis '(' is never closed", from: start, length: 1) }
            throw error(.marker, "expected 'and', 'or' or ')'", length: 1)
        }
        skipBlanks()
        return marker
    }

    private mutating func readComparisonOfOperands() throws(RequirementError) -> Marker {
        let left = try readOperand()
        skipBlanks()
        let operation = try readOperator()
        skipBlanks()
        let right = try readOperand()
        return .compare(left.normalized(beside: right), operation, right.normalized(beside: left))
    }

    private mutating func readOperand() throws(RequirementError) -> Marker.Operand {
        let start = offset
        if let quote = peek(), quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") {
            advance()
            let content = read { $0 != quote }
            guard skip(quote) else {
                throw error(.marker, "the quotation mark is never closed", from: start, length: 1)
            }
            guard !content.contains(UInt8(ascii: "\\")) else {
                throw error(.marker, "a backslash cannot be part of quoted text", from: start)
            }
            let text = String(decoding: content, as: UTF8.self)
            guard text.escapingControls(keepingLines: false) == text else {
                throw error(.marker, "a control character cannot be part of quoted text", from: start)
            }
            return .literal(text)
        }
        let word = read { $0.isAlphanumeric || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".") }
        guard !word.isEmpty else {
            throw error(.marker, "expected the name of a marker variable or quoted text", length: 1)
        }
        let name = String(decoding: word, as: UTF8.self)
        guard let variable = MarkerVariable(spelling: name) else {
            throw error(
                .marker,
                "'\(name)' is not a marker variable",
                from: start,
                hint: name.nearest(among: MarkerVariable.allCases.map(\.rawValue)).map { "did you mean '\($0)'?" }
                    ?? "put text in quotation marks"
            )
        }
        return .variable(variable)
    }

    private mutating func readOperator() throws(RequirementError) -> Marker.Operator {
        if let comparison = readComparison() { return .comparison(comparison) }
        if skip(keyword: "in") { return .contained }
        let start = offset
        if skip(keyword: "not") {
            guard peek()?.isBlank == true, skip(keyword: "in") else {
                throw error(.marker, "expected 'in' after 'not'", from: start)
            }
            return .notContained
        }
        throw error(
            .marker,
            "expected an operator",
            length: 1,
            hint: "the operators are ==, !=, <=, >=, <, >, ~=, ===, in and not in"
        )
    }

    /// Skips blanks and `word`, when the text continues with exactly that word.
    private mutating func skip(keyword word: StaticString) -> Bool {
        let start = offset
        skipBlanks()
        let end = offset + word.utf8CodeUnitCount
        if end <= bytes.count, word.withUTF8Buffer({ bytes[offset..<end].elementsEqual($0) }) {
            offset = end
            if let next = peek(), next.isAlphanumeric || next == UInt8(ascii: "_") {
                offset = start
                return false
            }
            return true
        }
        offset = start
        return false
    }
}

extension Marker {
    fileprivate var alternatives: [Marker] {
        if case .any(let markers) = self { markers } else { [self] }
    }

    var conditions: [Marker] {
        if case .all(let markers) = self { markers } else { [self] }
    }
}

extension Marker.Operand {
    /// Normalises text that names an extra or a dependency group (PEP 685, PEP 735).
    fileprivate func normalized(beside other: Marker.Operand) -> Marker.Operand {
        guard case .literal(let text) = self, case .variable(let variable) = other, variable.holdsName else {
            return self
        }
        return .literal(PackageName(normalizing: text).normalized)
    }
}
