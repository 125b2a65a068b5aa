extension Evaluator {
    /// Applies a statement that changes the object behind a name.
    func changed(
        _ value: Value,
        by event: ModuleIndex.Event,
        name: String,
        in module: String
    ) throws(EvaluationFailure) -> Value {
        guard case .assigned(let fact) = event else { return value }
        switch value {
        // What other packages' objects and modules of the project are told does not change what they are.
        case .external, .module, .definition: return value
        default: break
        }
        let context = EvaluationContext(module: module, position: fact.span, scope: fact.scope)
        guard fact.target == name, let expression = fact.value, let key = fact.key,
            let result = try applied(fact.kind, key, expression, to: value, in: context)
        else {
            throw EvaluationFailure(
                message: "'\(name)' is changed here in a way that cannot be followed without running the code",
                location: location(of: fact.span, in: module),
                hint: "give '\(name)' its whole value where it is assigned"
            )
        }
        return result
    }

    private func applied(
        _ kind: AssignmentFact.Kind,
        _ key: Expression,
        _ expression: Expression,
        to value: Value,
        in context: EvaluationContext
    ) throws(EvaluationFailure) -> Value? {
        switch (kind, value, key.node) {
        case (.augment, _, .string(let operation)):
            let left = Evaluated(value: value, location: location(of: expression, in: context))
            var right = try self.value(of: expression, in: context)
            if case .list = value, let elements = right.value.elements {
                right = Evaluated(value: .list(elements), location: right.location)
            }
            return try binary(operation, left, right, expression, context)
        case (.attribute, .instance(var instance), .string(let attribute)):
            let place = location(of: key, in: context)
            instance.arguments.append(.init(name: attribute, value: expression, context: context, location: place))
            return .instance(instance)
        case (.item, .dictionary(var entries), _):
            entries.set(try self.value(of: key, in: context), to: try self.value(of: expression, in: context))
            return .dictionary(entries)
        case (.call, _, .string(let method)):
            guard case .call(_, let arguments, let keywords) = expression.node, keywords.isEmpty else { return nil }
            return try applied(method, arguments, to: value, in: context)
        default: return nil
        }
    }

    private func applied(
        _ method: String,
        _ arguments: [Expression],
        to value: Value,
        in context: EvaluationContext
    ) throws(EvaluationFailure) -> Value? {
        guard arguments.count == 1, let first = arguments.first else { return nil }
        let argument = try self.value(of: first, in: context)
        switch (value, method) {
        case (.list(let elements), "append"): return .list(elements + [argument])
        case (.list(let elements), "extend"): return argument.value.elements.map { .list(elements + $0) }
        case (.set(let elements), "add"): return .set(elements + [argument])
        case (.set(let elements), "update"): return argument.value.elements.map { .set(elements + $0) }
        case (.dictionary(let entries), "update"):
            guard case .dictionary(let others) = argument.value else { return nil }
            return .dictionary(others.reduce(into: entries) { $0.set($1.key, to: $1.value) })
        default: return nil
        }
    }
}
