extension Evaluator {
    /// Evaluates a name: its last assignment that is sure to have happened, then the changes after it.
    func name(_ name: String, _ site: Expression, in context: EvaluationContext) throws(EvaluationFailure) -> Value {
        if !context.scope.isEmpty, let value = try member(name, ofScope: context.scope, site, in: context) {
            return value
        }
        if let value = try binding(of: name, target: name, site, in: context) { return value }
        for star in index.starImports(of: context.module).reversed() {
            guard let module = index.module(context.module)?.absoluteName(of: star.module, level: star.level),
                index.contains(module), !Library.isLibrary(module)
            else {
                if Library.isLibrary(star.module), Library.exports.contains(name) {
                    return .external("\(Library.name).\(name)")
                }
                continue
            }
            let other = EvaluationContext(module: module, position: nil)
            if let value = try binding(of: name, target: name, site, in: other) { return value }
        }
        switch name {
        case "__name__": return .string(index.module(context.module)?.name ?? context.module)
        case "__debug__": return .boolean(true)
        default: break
        }
        if Self.builtins.contains(name) { return .external("builtins.\(name)") }
        throw undefined(
            "'\(name)' is not defined in this module",
            name,
            among: index.names(in: context.module),
            site,
            context
        )
    }

    /// Evaluates a name of a class body; `nil` when the class does not assign it.
    func member(
        _ name: String,
        ofScope scope: String,
        _ site: Expression,
        in context: EvaluationContext
    ) throws(EvaluationFailure) -> Value? {
        try binding(of: name, target: "\(scope).\(name)", site, in: context)
    }

    /// Evaluates a dotted target of a module; `nil` when nothing binds it.
    func binding(
        of name: String,
        target: String,
        _ site: Expression,
        in context: EvaluationContext
    ) throws(EvaluationFailure) -> Value? {
        let events = try possibleEvents(of: target, in: context)
        guard let last = events.lastIndex(where: { !$0.event.isChange && $0.certainty == .certain }) else {
            guard let first = events.first else { return nil }
            throw undecided(name, first.event, in: context)
        }
        let limit = context.position.map { "\($0.line):\($0.column)" } ?? "end"
        let key = "\(context.module)\u{0}\(target)\u{0}\(limit)"
        return try guarding(key, location(of: site, in: context)) { () throws(EvaluationFailure) in
            try reject(name, changedByFunctionIn: context, events[last].event)
            var value = try bound(events[last].event, in: context.module, site)
            for (event, certainty) in events[(last + 1)...] {
                guard certainty == .certain, event.isChange else { throw undecided(name, event, in: context) }
                value = try changed(value, by: event, name: name, in: context.module)
            }
            return value
        }
    }

    private enum Certainty { case certain, never, unknown }

    private func possibleEvents(
        of target: String,
        in context: EvaluationContext
    ) throws(EvaluationFailure) -> [(event: ModuleIndex.Event, certainty: Certainty)] {
        var events: [(event: ModuleIndex.Event, certainty: Certainty)] = []
        for event in index.events(of: target, in: context.module) {
            if let position = context.position, !(event.span < position) { continue }
            let certainty = certainty(of: event, in: context.module)
            if certainty != .never { events.append((event, certainty)) }
        }
        return events
    }

    private func certainty(of event: ModuleIndex.Event, in module: String) -> Certainty {
        for condition in event.conditions {
            switch condition.kind {
            case .attempt: continue
            case .handler: return .never
            case .loop, .match: return .unknown
            case .ifTrue, .ifFalse:
                guard let holds = decide(condition, before: event.span, in: module) else { return .unknown }
                if !holds { return .never }
            }
        }
        return .certain
    }

    /// Whether a condition holds when the module is imported; `nil` when that depends on the run.
    func decide(_ condition: ConditionFact, before span: SourceSpan, in module: String) -> Bool? {
        guard let test = condition.test else { return nil }
        let context = EvaluationContext(module: module, position: span)
        guard let value = try? value(of: test, in: context).value, let truth = truth(of: value) else { return nil }
        return condition.kind == .ifTrue ? truth : !truth
    }

    private func undecided(_ name: String, _ event: ModuleIndex.Event, in context: EvaluationContext)
        -> EvaluationFailure
    {
        EvaluationFailure(
            message: "the value of '\(name)' is set in a place that may or may not run",
            location: location(of: event.span, in: context.module),
            hint: "assign '\(name)' once, at module level and without conditions"
        )
    }

    private func reject(
        _ name: String,
        changedByFunctionIn context: EvaluationContext,
        _ event: ModuleIndex.Event
    ) throws(EvaluationFailure) {
        guard case .assigned = event, let function = index.functionChanging(name, in: context.module) else { return }
        throw EvaluationFailure(
            message: "'\(name)' is also set by the function '\(function.path)'",
            location: location(of: function.span, in: context.module),
            hint: "assign '\(name)' once, at module level"
        )
    }

    private func bound(
        _ event: ModuleIndex.Event,
        in module: String,
        _ site: Expression
    ) throws(EvaluationFailure) -> Value {
        switch event {
        case .defined(let definition): return .definition(module: module, definition)
        case .imported(let fact, let name): return try imported(fact, name, in: module)
        case .assigned(let fact):
            guard let expression = fact.value else {
                throw EvaluationFailure(
                    message: "the value of '\(fact.target)' is only known when the code runs",
                    location: location(of: fact.span, in: module)
                )
            }
            return try value(
                of: expression,
                in: EvaluationContext(module: module, position: fact.span, scope: fact.scope)
            ).value
        }
    }

    private static let builtins: Set<String> = [
        "list", "tuple", "set", "frozenset", "dict", "str", "int", "float", "bool", "len", "sorted", "range", "min",
        "max", "sum", "abs", "round", "open", "print", "reversed", "map", "filter", "zip", "enumerate", "type",
        "object",
    ]
}

extension ModuleIndex.Event {
    /// Whether the event changes an object instead of binding its name.
    var isChange: Bool {
        guard case .assigned(let fact) = self else { return false }
        switch fact.kind {
        case .augment, .attribute, .item, .call: return true
        case .assign, .loop, .with, .delete: return false
        }
    }
}

extension ModuleIndex {
    /// The names a module binds at its top, for hints.
    func names(in module: String) -> [String] {
        guard let facts = self.module(module)?.facts else { return [] }
        let imported = facts.imports.filter(\.scope.isEmpty).flatMap { fact in
            fact.names?.map { $0.alias ?? $0.name } ?? [fact.alias ?? fact.module]
        }
        return imported + facts.assignments.filter(\.scope.isEmpty).map(\.target)
            + facts.definitions.filter(\.scope.isEmpty).map(\.name)
    }
}
