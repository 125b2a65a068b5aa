/// Determines the values of expressions from the facts of a project's modules, running nothing.
///
/// A value is either exact or an ``EvaluationFailure`` that says where the trouble is: names assigned under
/// conditions that depend on the run, changed by functions or built by calls are failures, never guesses.
final class Evaluator {
    let index: ModuleIndex
    /// How deep evaluation may nest; sources beyond it are failures.
    private let depthLimit = 300
    /// How many expressions one top-level evaluation may visit.
    private let stepLimit = 200_000
    private var depth = 0
    private var steps = 0
    /// The names being evaluated, to find definitions in terms of themselves.
    private var active: Set<String> = []

    init(_ index: ModuleIndex) {
        self.index = index
    }

    /// Evaluates an expression, with a fresh budget.
    func value(of expression: Expression, in context: EvaluationContext) throws(EvaluationFailure) -> Evaluated {
        if depth == 0 { steps = 0 }
        steps += 1
        depth += 1
        defer { depth -= 1 }
        guard depth < depthLimit, steps < stepLimit else {
            throw failure("the expression is too large to be evaluated", expression, context)
        }
        return Evaluated(
            value: try evaluate(expression, in: context),
            location: location(of: expression, in: context)
        )
    }

    /// Runs `body` unless `key` is already being evaluated.
    func guarding<Result>(
        _ key: String,
        _ expressionLocation: @autoclosure () -> SourceLocation,
        _ body: () throws(EvaluationFailure) -> Result
    ) throws(EvaluationFailure) -> Result {
        guard active.insert(key).inserted else {
            throw EvaluationFailure(message: "the value is defined in terms of itself", location: expressionLocation())
        }
        defer { active.remove(key) }
        return try body()
    }

    /// Places an expression in its file.
    func location(of expression: Expression, in context: EvaluationContext) -> SourceLocation {
        location(of: expression.span, in: context.module)
    }

    /// Places a span in a module's file.
    func location(of span: SourceSpan, in module: String) -> SourceLocation {
        span.location(in: index.module(module)?.path ?? module)
    }

    func failure(
        _ message: String,
        _ expression: Expression,
        _ context: EvaluationContext,
        hint: String? = nil
    ) -> EvaluationFailure {
        EvaluationFailure(message: message, location: location(of: expression, in: context), hint: hint)
    }

    /// The failure of a value that is known to be wrong.
    func invalid(
        _ message: String,
        _ expression: Expression,
        _ context: EvaluationContext,
        hint: String?
    ) -> EvaluationFailure {
        var failure = failure(message, expression, context, hint: hint)
        failure.code = .invalidParameter
        return failure
    }

    /// The failure of a name that nothing defines.
    func undefined(
        _ message: String,
        _ name: String,
        among candidates: [String],
        _ expression: Expression,
        _ context: EvaluationContext
    ) -> EvaluationFailure {
        let isExported = Library.exports.contains(name)
        var failure = failure(
            message,
            expression,
            context,
            hint: isExported
                ? "add 'from \(Library.name) import \(name)'" : NearestName.hint(for: name, among: candidates)
        )
        failure.isUndefined = true
        return failure
    }

    /// The failure of a value that only exists when the code runs.
    func failure(needing value: Value, at location: SourceLocation) -> EvaluationFailure {
        if case .environment(let name) = value {
            return EvaluationFailure(
                message: "the environment variable \(name) is not read during a build",
                location: location,
                hint: "write the value down, or pass it to the endpoint through env={…}"
            )
        }
        return EvaluationFailure(
            message: "\(value.typeName) cannot be used here without running the code",
            location: location,
            hint: "use a literal or a module-level constant"
        )
    }
}
