extension Evaluator {
    /// Evaluates one expression; ``value(of:in:)`` guards depth and size.
    func evaluate(_ expression: Expression, in context: EvaluationContext) throws(EvaluationFailure) -> Value {
        switch expression.node {
        case .none: return .none
        case .boolean(let value): return .boolean(value)
        case .integer(let value): return .integer(value)
        case .float(let value): return .float(value)
        case .string(let value): return .string(value)
        case .name(let name): return try self.name(name, expression, in: context)
        case .attribute(let base, let member):
            return try attribute(member, of: value(of: base, in: context), expression, in: context)
        case .call(let callee, let arguments, let keywords):
            return try call(callee, arguments, keywords, expression, in: context)
        case .list(let elements): return .list(try sequence(elements, in: context))
        case .tuple(let elements): return .tuple(try sequence(elements, in: context))
        case .set(let elements): return .set(try sequence(elements, in: context))
        case .dictionary(let items): return .dictionary(try dictionary(items, in: context))
        case .interpolated(let parts): return try interpolated(parts, in: context)
        case .formatted: return try interpolated([expression], in: context)
        case .binary(let operation, let left, let right):
            return try binary(
                operation,
                value(of: left, in: context),
                value(of: right, in: context),
                expression,
                context
            )
        case .unary(let operation, let operand):
            return try unary(operation, value(of: operand, in: context), expression, context)
        case .logical(let operation, let operands):
            return try logical(operation, operands, in: context)
        case .comparison(let operations, let operands):
            return try comparison(operations, operands, expression, in: context)
        case .conditional(let test, let body, let orElse):
            let condition = try value(of: test, in: context)
            guard let truth = truth(of: condition.value) else {
                throw failure(needing: condition.value, at: condition.location)
            }
            return try value(of: truth ? body : orElse, in: context).value
        case .subscripted(let base, let index):
            return try subscripted(value(of: base, in: context), index, expression, in: context)
        case .walrus(_, let value): return try self.value(of: value, in: context).value
        case .starred, .awaited, .other:
            throw failure(
                "this expression has no value before the code runs",
                expression,
                context,
                hint: "use a literal or a module-level constant"
            )
        }
    }

    private func sequence(
        _ elements: [Expression],
        in context: EvaluationContext
    ) throws(EvaluationFailure) -> [Evaluated] {
        var values: [Evaluated] = []
        for element in elements {
            guard case .starred(let inner) = element.node else {
                values.append(try value(of: element, in: context))
                continue
            }
            let unpacked = try value(of: inner, in: context)
            guard let elements = unpacked.value.elements ?? keys(of: unpacked.value) else {
                throw failure(needing: unpacked.value, at: unpacked.location)
            }
            values += elements
        }
        return values
    }

    /// The keys of a dictionary, which is what iterating it gives.
    func keys(of value: Value) -> [Evaluated]? {
        guard case .dictionary(let entries) = value else { return nil }
        return entries.map(\.key)
    }

    private func dictionary(
        _ items: [DictionaryItem],
        in context: EvaluationContext
    ) throws(EvaluationFailure) -> [Value.Entry] {
        var entries: [Value.Entry] = []
        for item in items {
            let value = try value(of: item.value, in: context)
            if let key = item.key {
                entries.set(try self.value(of: key, in: context), to: value)
            } else {
                guard case .dictionary(let others) = value.value else {
                    throw failure(needing: value.value, at: value.location)
                }
                for entry in others { entries.set(entry.key, to: entry.value) }
            }
        }
        return entries
    }

    private func logical(
        _ operation: String,
        _ operands: [Expression],
        in context: EvaluationContext
    ) throws(EvaluationFailure) -> Value {
        var last = Value.none
        for operand in operands {
            let evaluated = try value(of: operand, in: context)
            last = evaluated.value
            // `os.getenv("X") or "default"` is the variable's value as far as a build can tell.
            if case .environment = last { return last }
            guard let truth = truth(of: last) else { throw failure(needing: last, at: evaluated.location) }
            if truth == (operation == "or") { return last }
        }
        return last
    }

    private func subscripted(
        _ base: Evaluated,
        _ index: Expression,
        _ expression: Expression,
        in context: EvaluationContext
    ) throws(EvaluationFailure) -> Value {
        let key = try value(of: index, in: context)
        switch (base.value, key.value) {
        case (.external("os.environ"), .string(let name)): return .environment(name)
        case (.dictionary(let entries), _):
            if let entry = entries.first(where: { $0.key.value.equals(key.value) }) { return entry.value.value }
            throw failure(
                "the dictionary has no such key",
                index,
                context,
                hint: key.value.text.flatMap { NearestName.hint(for: $0, among: entries.compactMap(\.key.value.text)) }
            )
        case (.list(let elements), .integer(let position)), (.tuple(let elements), .integer(let position)):
            let wanted = position < 0 ? position + Int64(elements.count) : position
            guard wanted >= 0, wanted < Int64(elements.count) else {
                throw failure("the index \(position) is out of range", index, context)
            }
            return elements[Int(wanted)].value
        case (.external(let path), .string(let name)) where LibraryEnumeration(library: path) != nil:
            return try attribute(name, of: base, expression, in: context)
        default: throw failure(needing: base.value, at: base.location)
        }
    }
}

extension [Value.Entry] {
    /// Sets the value of a key, keeping the place of a key that is already present.
    mutating func set(_ key: Evaluated, to value: Evaluated) {
        let entry = Value.Entry(key: key, value: value)
        if let position = firstIndex(where: { $0.key.value.equals(key.value) }) {
            self[position] = entry
        } else {
            append(entry)
        }
    }
}

extension LibraryEnumeration {
    /// Finds the enumeration of a dotted external path.
    init?(library path: String) {
        guard let name = Library.member(of: path) else { return nil }
        self.init(rawValue: name)
    }
}
