/// Checks the configurations that no function uses yet.
///
/// Nothing of them is deployed, so what is wrong with them are warnings.
struct UnusedConfigurations {
    let evaluator: Evaluator
    let images: WorkerImages
    /// Where the configurations stand that were checked already.
    let checked: Set<SourceLocation>

    /// Finds unknown parameters and values that would be rejected; values that only a run can tell are passed over.
    func findings() -> [Diagnostic] {
        let builder = ResourceBuilder(evaluator: evaluator, images: images)
        for module in evaluator.index.modules {
            for fact in module.facts.assignments where fact.kind == .assign && fact.scope.isEmpty {
                guard let instance = instance(of: fact, in: module), !checked.contains(instance.location) else {
                    continue
                }
                _ = builder.configuration(of: instance)
            }
        }
        return builder.diagnostics.filter { Self.codes.contains($0.code) }.map { finding in
            var warning = finding
            warning.severity = .warning
            return warning
        }
    }

    private static let codes: Set<DiagnosticCode> = [.unknownParameter, .invalidParameter]

    /// The object an assignment creates, with the changes made to it later unless its name is bound anew.
    private func instance(of fact: AssignmentFact, in module: ProjectModule) -> Instance? {
        guard let value = fact.value, case .call = value.node else { return nil }
        let finished = EvaluationContext(module: module.name, position: nil)
        let name = Expression(.name(fact.target), at: fact.span)
        if let instance = instance(name, in: finished),
            instance.location == value.span.location(in: module.path)
        {
            return instance
        }
        return instance(value, in: EvaluationContext(module: module.name, position: fact.span))
    }

    private func instance(_ expression: Expression, in context: EvaluationContext) -> Instance? {
        guard case .instance(let instance)? = try? evaluator.value(of: expression, in: context).value else {
            return nil
        }
        return instance
    }
}
