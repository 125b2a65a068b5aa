extension Evaluator {
    /// Evaluates an f-string (PEP 498) of values whose text is certain.
    func interpolated(_ parts: [Expression], in context: EvaluationContext) throws(EvaluationFailure) -> Value {
        var text = ""
        for part in parts {
            switch part.node {
            case .string(let literal): text += literal
            case .formatted(let inner, let conversion, let specification):
                let evaluated = try value(of: inner, in: context)
                guard evaluated.value.isKnown else { throw failure(needing: evaluated.value, at: evaluated.location) }
                guard conversion.isEmpty || conversion == "s", let rendered = render(evaluated.value),
                    let formatted = try format(rendered, of: evaluated.value, by: specification, in: context)
                else {
                    throw failure("this part of the f-string cannot be evaluated", part, context)
                }
                text += formatted
            default: throw failure("this part of the f-string cannot be evaluated", part, context)
            }
            guard text.utf8.count <= 1_000_000 else { throw failure("the text is too long", part, context) }
        }
        return .string(text)
    }

    /// The text `str()` gives; `nil` where it depends on details of the interpreter or the library.
    func render(_ value: Value) -> String? {
        switch value {
        case .string(let text): text
        case .integer(let number): String(number)
        case .boolean(let value): value ? "True" : "False"
        case .none: "None"
        default: nil
        }
    }

    /// Applies a format specification: none, or zero padding and width of an integer.
    private func format(
        _ text: String,
        of value: Value,
        by specification: Expression?,
        in context: EvaluationContext
    ) throws(EvaluationFailure) -> String? {
        guard let specification else { return text }
        guard case .string(var rule) = try self.value(of: specification, in: context).value else { return nil }
        if rule.isEmpty { return text }
        guard case .integer(let number) = value else { return nil }
        if rule.hasSuffix("d") { rule.removeLast() }
        let pad: Character = rule.hasPrefix("0") ? "0" : " "
        guard let width = rule.isEmpty ? 0 : Int(rule), width <= 100, !rule.hasPrefix("+"), !rule.hasPrefix("-") else {
            return nil
        }
        let digits = String(number.magnitude)
        let sign = number < 0 ? "-" : ""
        let padding = String(repeating: pad, count: max(0, width - digits.count - sign.count))
        return pad == "0" ? sign + padding + digits : padding + sign + digits
    }

    /// Evaluates `format % values` with `%s`, `%d` and `%%`.
    func percentFormatted(_ format: String, _ values: Value) -> String? {
        var remaining: ArraySlice<Evaluated>
        if case .tuple(let elements) = values {
            remaining = elements[...]
        } else {
            remaining = [Evaluated(value: values, location: SourceLocation(file: "", line: 1))]
        }
        var result = ""
        var scalars = format.unicodeScalars.makeIterator()
        while let scalar = scalars.next() {
            guard scalar == "%" else {
                result.unicodeScalars.append(scalar)
                continue
            }
            switch scalars.next() {
            case "%": result += "%"
            case "s":
                guard let text = remaining.popFirst().flatMap({ render($0.value) }) else { return nil }
                result += text
            case "d":
                guard case .integer(let number)? = remaining.popFirst()?.value else { return nil }
                result += String(number)
            default: return nil
            }
        }
        return remaining.isEmpty ? result : nil
    }
}
