extension Evaluator {
    /// The longest text and the most elements an operator may build.
    private static var sizeLimit: Int { 1_000_000 }

    /// Whether a value counts as true; `nil` when that depends on the run.
    func truth(of value: Value) -> Bool? {
        switch value {
        case .none: false
        case .boolean(let value): value
        case .integer(let value): value != 0
        case .float(let value): value != 0
        case .string(let value): !value.isEmpty
        case .list(let elements), .tuple(let elements), .set(let elements): !elements.isEmpty
        case .dictionary(let entries): !entries.isEmpty
        case .external("typing.TYPE_CHECKING"), .external("typing_extensions.TYPE_CHECKING"): false
        case .member, .module, .definition: true
        case .external, .instance, .environment: nil
        }
    }

    func binary(
        _ operation: String,
        _ left: Evaluated,
        _ right: Evaluated,
        _ expression: Expression,
        _ context: EvaluationContext
    ) throws(EvaluationFailure) -> Value {
        for operand in [left, right] where !operand.value.isKnown {
            throw failure(needing: operand.value, at: operand.location)
        }
        let result: Value? =
            switch (operation, left.value, right.value) {
            case ("+", .string(let left), .string(let right)):
                left.utf8.count + right.utf8.count <= Self.sizeLimit ? .string(left + right) : nil
            case ("+", .list(let left), .list(let right)): joined(left, right).map { .list($0) }
            case ("+", .tuple(let left), .tuple(let right)): joined(left, right).map { .tuple($0) }
            case ("|", .set(let left), .set(let right)): joined(left, right).map { .set($0) }
            case ("|", .dictionary(let left), .dictionary(let right)):
                .dictionary(right.reduce(into: left) { $0.set($1.key, to: $1.value) })
            case ("*", .string(let text), .integer(let count)), ("*", .integer(let count), .string(let text)):
                count.multipliedReportingOverflow(by: Int64(text.utf8.count)).partialValue <= Self.sizeLimit
                    && count <= Self.sizeLimit
                    ? .string(String(repeating: text, count: Int(max(0, count)))) : nil
            case ("%", .string(let format), let values): percentFormatted(format, values).map { .string($0) }
            case (_, .integer(let left), .integer(let right)):
                Self.arithmetic(operation, left, right)
            default: nil
            }
        guard let result else {
            throw failure(
                "'\(operation)' of \(left.value.typeName) and \(right.value.typeName) cannot be evaluated",
                expression,
                context
            )
        }
        return result
    }

    private func joined(_ left: [Evaluated], _ right: [Evaluated]) -> [Evaluated]? {
        left.count + right.count <= Self.sizeLimit ? left + right : nil
    }

    /// Integer arithmetic with Python's rounding; `nil` for overflow and division by zero.
    private static func arithmetic(_ operation: String, _ left: Int64, _ right: Int64) -> Value? {
        func checked(_ result: (partialValue: Int64, overflow: Bool)) -> Value? {
            result.overflow ? nil : .integer(result.partialValue)
        }
        switch operation {
        case "+": return checked(left.addingReportingOverflow(right))
        case "-": return checked(left.subtractingReportingOverflow(right))
        case "*": return checked(left.multipliedReportingOverflow(by: right))
        case "//", "%":
            guard right != 0, !(left == .min && right == -1) else { return nil }
            let (quotient, remainder) = left.quotientAndRemainder(dividingBy: right)
            let rounds = remainder != 0 && (remainder < 0) != (right < 0)
            return .integer(operation == "//" ? quotient - (rounds ? 1 : 0) : remainder + (rounds ? right : 0))
        case "/": return right == 0 ? nil : .float(Double(left) / Double(right))
        case "**":
            guard (0...63).contains(right) else { return nil }
            var result: Int64 = 1
            for _ in 0..<right {
                let (product, overflow) = result.multipliedReportingOverflow(by: left)
                if overflow { return nil }
                result = product
            }
            return .integer(result)
        case "<<":
            guard (0...62).contains(right) else { return nil }
            return checked(left.multipliedReportingOverflow(by: 1 << right))
        default: return nil
        }
    }

    func unary(
        _ operation: String,
        _ operand: Evaluated,
        _ expression: Expression,
        _ context: EvaluationContext
    ) throws(EvaluationFailure) -> Value {
        switch (operation, operand.value) {
        case ("-", .integer(let value)) where value != .min: return .integer(-value)
        case ("-", .float(let value)): return .float(-value)
        case ("+", .integer), ("+", .float): return operand.value
        case ("not", let value):
            if let truth = truth(of: value) { return .boolean(!truth) }
        default: break
        }
        guard operand.value.isKnown else { throw failure(needing: operand.value, at: operand.location) }
        throw failure("'\(operation)' of \(operand.value.typeName) cannot be evaluated", expression, context)
    }

    func comparison(
        _ operations: [String],
        _ operands: [Expression],
        _ expression: Expression,
        in context: EvaluationContext
    ) throws(EvaluationFailure) -> Value {
        var values: [Evaluated] = []
        for operand in operands { values.append(try value(of: operand, in: context)) }
        for value in values where !value.value.isKnown { throw failure(needing: value.value, at: value.location) }
        for (position, operation) in operations.enumerated() where position + 1 < values.count {
            guard let holds = Self.compare(operation, values[position].value, values[position + 1].value) else {
                throw failure("the comparison cannot be evaluated", expression, context)
            }
            if !holds { return .boolean(false) }
        }
        return .boolean(true)
    }

    private static func compare(_ operation: String, _ left: Value, _ right: Value) -> Bool? {
        switch (operation, left, right) {
        case ("==", _, _): left.equals(right)
        case ("!=", _, _): !left.equals(right)
        case ("is", _, .none), ("is", .none, _): left.equals(right)
        case ("is not", _, .none), ("is not", .none, _): !left.equals(right)
        case ("in", .string(let part), .string(let whole)): whole.contains(part)
        case ("not in", .string(let part), .string(let whole)): !whole.contains(part)
        case ("in", _, _): right.elements?.contains { $0.value.equals(left) }
        case ("not in", _, _): right.elements.map { !$0.contains { $0.value.equals(left) } }
        case ("<", .integer(let left), .integer(let right)): left < right
        case ("<=", .integer(let left), .integer(let right)): left <= right
        case (">", .integer(let left), .integer(let right)): left > right
        case (">=", .integer(let left), .integer(let right)): left >= right
        default: nil
        }
    }
}

extension Value {
    /// Whether the value does not depend on the run.
    var isKnown: Bool {
        switch self {
        case .environment, .external, .instance, .module, .definition: false
        default: true
        }
    }

    /// The text of a string or of an enumeration member that is a string.
    var text: String? {
        switch self {
        case .string(let text): text
        case .member(_, _, let value): value
        default: nil
        }
    }

    /// Whether two values are equal, wherever they come from.
    func equals(_ other: Value) -> Bool {
        switch (self, other) {
        case (.boolean(let left), .integer(let right)), (.integer(let right), .boolean(let left)):
            (left ? 1 : 0) == right
        case (.list(let left), .list(let right)), (.tuple(let left), .tuple(let right)):
            left.count == right.count && zip(left, right).allSatisfy { $0.value.equals($1.value) }
        case (.member(.cpuInstanceType, _, let left), .string(let right)),
            (.string(let right), .member(.cpuInstanceType, _, let left)),
            (.member(.dataCenter, _, let left), .string(let right)),
            (.string(let right), .member(.dataCenter, _, let left)):
            left == right
        default: self == other
        }
    }
}
