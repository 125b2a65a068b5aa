/// Reads the arguments of a call into typed values and collects what is wrong with them.
final class ArgumentReader {
    /// The name of the class or function called, for messages.
    let owner: String
    let evaluator: Evaluator
    private(set) var diagnostics: [Diagnostic] = []
    private let arguments: [String: Instance.Argument]

    /// Sorts the arguments of a call by name and reports those the callee does not accept.
    ///
    /// - Parameters:
    ///   - instance: the call; a later argument of the same name replaces an earlier one.
    ///   - owner: the name of the callee, for messages.
    ///   - positional: the names of positional parameters, in order.
    ///   - known: every name the callee accepts.
    ///   - evaluator: evaluates the arguments.
    init(
        _ instance: Instance,
        owner: String,
        positional: [String] = [],
        known: Set<String>,
        evaluator: Evaluator
    ) {
        self.owner = owner
        self.evaluator = evaluator
        var named: [String: Instance.Argument] = [:]
        var position = 0
        for argument in instance.arguments {
            if let name = argument.name {
                named[name] = argument
            } else if position < positional.count {
                named[positional[position]] = argument
                position += 1
            } else {
                diagnostics.append(
                    Diagnostic(
                        .invalidParameter,
                        positional.isEmpty
                            ? "\(owner) takes no positional arguments"
                            : "\(owner) takes at most \(positional.count) positional arguments",
                        at: argument.location,
                        hint: positional.isEmpty ? "name the parameter, as in \(owner)(name=…)" : nil
                    )
                )
            }
        }
        arguments = named
        if instance.hasUnknownArguments {
            diagnostics.append(
                Diagnostic(
                    .unevaluableValue,
                    "the arguments of \(owner) cannot be determined without running the code",
                    at: instance.location,
                    hint: "write the arguments out"
                )
            )
        }
        for (name, argument) in named where !known.contains(name) {
            diagnostics.append(
                Diagnostic(
                    .unknownParameter,
                    "\(owner) has no parameter '\(name)'",
                    at: argument.location,
                    hint: NearestName.hint(for: name, among: known)
                )
            )
        }
    }

    /// Adds a finding.
    func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

    /// Adds an ``DiagnosticCode/invalidParameter`` finding about a parameter.
    func reject(_ name: String, _ message: String, at location: SourceLocation? = nil, hint: String? = nil) {
        let place = location ?? arguments[name]?.location
        diagnostics.append(Diagnostic(.invalidParameter, "\(owner): \(message)", at: place, hint: hint))
    }

    /// Whether an argument is present.
    func has(_ name: String) -> Bool { arguments[name] != nil }

    /// Where an argument stands.
    func location(of name: String) -> SourceLocation? { arguments[name]?.location }

    /// The value of an argument; `nil` when it is absent or cannot be evaluated, which is reported.
    func value(_ name: String) -> Evaluated? {
        guard let argument = arguments[name] else { return nil }
        do throws(EvaluationFailure) {
            let value = try evaluator.value(of: argument.value, in: argument.context)
            if case .environment = value.value {
                throw evaluator.failure(needing: value.value, at: value.location)
            }
            return value
        } catch {
            report(error.diagnostic)
            return nil
        }
    }

    /// The unevaluated argument.
    func argument(_ name: String) -> Instance.Argument? { arguments[name] }
}
