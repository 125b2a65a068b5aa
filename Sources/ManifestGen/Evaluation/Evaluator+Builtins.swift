extension Evaluator {
    /// Evaluates a call of a builtin function without effects.
    func builtin(
        _ name: String,
        _ arguments: [Expression],
        _ keywords: [KeywordArgument],
        _ expression: Expression,
        in context: EvaluationContext
    ) throws(EvaluationFailure) -> Value {
        if name == "dict", arguments.isEmpty {
            var entries: [Value.Entry] = []
            for keyword in keywords {
                let value = try value(of: keyword.value, in: context)
                if let name = keyword.name {
                    entries.set(Evaluated(value: .string(name), location: value.location), to: value)
                } else if case .dictionary(let others) = value.value {
                    for entry in others { entries.set(entry.key, to: entry.value) }
                } else {
                    throw failure(needing: value.value, at: value.location)
                }
            }
            return .dictionary(entries)
        }
        guard arguments.count <= 1, keywords.isEmpty else { throw notEvaluable(name, expression, context) }
        guard let first = arguments.first else {
            switch name {
            case "list": return .list([])
            case "tuple": return .tuple([])
            case "set", "frozenset": return .set([])
            case "str": return .string("")
            default: throw notEvaluable(name, expression, context)
            }
        }
        let argument = try value(of: first, in: context)
        guard argument.value.isKnown else { throw failure(needing: argument.value, at: argument.location) }
        let elements = argument.value.elements ?? keys(of: argument.value)
        switch (name, argument.value) {
        case ("list", _): if let elements { return .list(elements) }
        case ("tuple", _): if let elements { return .tuple(elements) }
        case ("set", _), ("frozenset", _): if let elements { return .set(elements) }
        case ("dict", .dictionary): return argument.value
        case ("str", let value): if let text = render(value) { return .string(text) }
        case ("int", .integer), ("bool", .boolean): return argument.value
        case ("int", .string(let text)): if let number = Int64(text) { return .integer(number) }
        case ("bool", let value): if let truth = truth(of: value) { return .boolean(truth) }
        case ("len", .string(let text)): return .integer(Int64(text.unicodeScalars.count))
        case ("len", _): if let elements { return .integer(Int64(elements.count)) }
        case ("sorted", _):
            if let elements, elements.allSatisfy({ $0.value.text != nil }) {
                return .list(elements.sorted { ($0.value.text ?? "").codePointsPrecede($1.value.text ?? "") })
            }
        default: break
        }
        throw notEvaluable(name, expression, context)
    }

    private func notEvaluable(_ name: String, _ site: Expression, _ context: EvaluationContext) -> EvaluationFailure {
        failure("this call of '\(name)' cannot be evaluated without running the code", site, context)
    }

    /// Evaluates a method of a string, list, tuple, set or dictionary that changes nothing.
    func method(
        _ name: String,
        of receiver: Evaluated,
        _ arguments: [Expression],
        _ keywords: [KeywordArgument],
        _ expression: Expression,
        in context: EvaluationContext
    ) throws(EvaluationFailure) -> Value {
        var values: [Evaluated] = []
        for argument in arguments { values.append(try value(of: argument, in: context)) }
        for value in values where !value.value.isKnown && name != "get" {
            throw failure(needing: value.value, at: value.location)
        }
        if keywords.isEmpty, let result = Self.method(name, of: receiver.value, values) { return result }
        throw notEvaluable(name, expression, context)
    }

    private static func method(_ name: String, of receiver: Value, _ values: [Evaluated]) -> Value? {
        switch (receiver, name, values.count) {
        case (.string(let text), "upper", 0): return .string(text.uppercased())
        case (.string(let text), "lower", 0): return .string(text.lowercased())
        case (.string(let text), "join", 1):
            guard let parts = values[0].value.elements?.map(\.value.text) else { return nil }
            return parts.contains(nil) ? nil : .string(parts.compactMap { $0 }.joined(separator: text))
        case (.string(let text), "split", 0):
            let parts = text.split { $0.isWhitespace }.map { Evaluated(value: .string(String($0)), location: .unknown) }
            return .list(parts)
        case (.list, "copy", 0), (.set, "copy", 0), (.dictionary, "copy", 0): return receiver
        case (.dictionary(let entries), "get", 1...2):
            let found = entries.first { $0.key.value.equals(values[0].value) }?.value.value
            return found ?? (values.count == 2 ? values[1].value : .none)
        case (.dictionary(let entries), "keys", 0): return .list(entries.map(\.key))
        case (.dictionary(let entries), "values", 0): return .list(entries.map(\.value))
        default: return nil
        }
    }
}

extension SourceLocation {
    /// The place of a value that no single expression stands for.
    fileprivate static let unknown = SourceLocation(file: "", line: 1)
}

extension String {
    /// Orders strings by code point, as Python does.
    func codePointsPrecede(_ other: String) -> Bool {
        unicodeScalars.lexicographicallyPrecedes(other.unicodeScalars)
    }
}
