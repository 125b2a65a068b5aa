extension FunctionScanner {
    /// Whether a worker can import the definition; says why when it cannot.
    func isImportable(_ marking: Marking) -> Bool {
        let definition = marking.definition
        if let enclosing = definition.enclosing.last {
            report([
                Diagnostic(
                    .nestedFunction,
                    enclosing == .type
                        ? "'\(definition.path)' is a method; a worker imports functions and classes by name"
                        : "'\(definition.name)' is defined inside '\(definition.scope)'; a worker cannot import it",
                    at: definition.span.location(in: marking.module.path),
                    hint: enclosing == .type
                        ? "mark the class @remote, or move the method out as a function"
                        : "move it to module level"
                )
            ])
            return false
        }
        let isScriptOnly = definition.conditions.contains { condition in
            evaluator.decide(condition, before: definition.span, in: marking.module.name) == false
        }
        if isScriptOnly {
            report([
                Diagnostic(
                    .nestedFunction,
                    "'\(definition.name)' does not exist when a worker imports the module",
                    at: definition.span.location(in: marking.module.path),
                    hint: "move it out of the 'if' block to module level"
                )
            ])
            return false
        }
        let names = marking.module.path.dropLast(3).split(separator: "/")
        if names.contains(where: { $0.contains(".") }) {
            report([
                Diagnostic(
                    .nestedFunction,
                    "a worker cannot import '\(marking.module.path)': a module's name cannot contain a dot",
                    at: definition.span.location(in: marking.module.path),
                    hint: "rename the file or folder"
                )
            ])
            return false
        }
        return true
    }

    /// Finds `remote(config)(function)` in assignments and statements.
    func scanApplications(in module: ProjectModule) {
        let assigned = module.facts.assignments.compactMap { fact in
            fact.kind == .assign ? fact.value.map { ($0, fact.span) } : nil
        }
        let stated = module.facts.statements.map { ($0.value, $0.span) }
        for (expression, span) in assigned + stated {
            guard case .call(let callee, let arguments, _) = expression.node, arguments.count == 1 else { continue }
            let context = EvaluationContext(module: module.name, position: span)
            guard case .instance(let instance)? = try? evaluator.value(of: callee, in: context).value,
                instance.type == Library.remote
            else { continue }
            record(instance, appliedTo: arguments[0], expression, in: context, module)
        }
        for call in module.facts.applications {
            guard let callee = Expression(path: call.path, at: call.span) else { continue }
            let context = EvaluationContext(module: module.name, position: nil)
            guard case .external(Library.remote)? = try? evaluator.value(of: callee, in: context).value else {
                continue
            }
            report([
                Diagnostic(
                    .unsupportedDecorator,
                    "remote(…)(…) inside a function is only known when the code runs",
                    at: call.span.location(in: module.path),
                    hint: "decorate the function with @remote at module level"
                )
            ])
        }
    }

    private func record(
        _ instance: Instance,
        appliedTo argument: Expression,
        _ expression: Expression,
        in context: EvaluationContext,
        _ module: ProjectModule
    ) {
        let place = evaluator.location(of: expression, in: context)
        guard case .definition(let owner, let definition)? = try? evaluator.value(of: argument, in: context).value,
            let home = evaluator.index.module(owner)
        else {
            report([
                Diagnostic(
                    .unsupportedDecorator,
                    "remote(…) is applied to something that is not a function or class of the project",
                    at: place,
                    hint: "define a function with @remote(…) that calls it"
                )
            ])
            return
        }
        record(Marking(instance: instance, location: place, definition: definition, module: home))
    }
}
