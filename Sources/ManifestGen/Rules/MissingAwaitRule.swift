/// FL006: a remote call gives a coroutine; unless it is awaited nothing is sent.
///
/// A coroutine that is returned, yielded, iterated over, or handed to another function such as `asyncio.gather` may be
/// awaited elsewhere and is left alone.
struct MissingAwaitRule: SourceRule {
    func check(_ project: CheckedProject) -> [Diagnostic] {
        project.callingBodies.flatMap { body in
            body.body.calls.compactMap { call -> Diagnostic? in
                guard let misuse = Self.misuse(of: call, in: body.body),
                    let function = project.remoteFunction(called: call.callee, in: body)
                else { return nil }
                return Diagnostic(
                    .missingAwait,
                    "the call of '\(function.name)' is not awaited: \(misuse)",
                    at: call.span.location(in: body.path),
                    hint: Self.hint(in: body)
                )
            }
        }
    }

    private static func misuse(of call: CallFact, in body: BodyFacts) -> String? {
        switch call.use {
        case .discarded: "its coroutine is dropped and nothing is sent"
        case .attribute, .subscript: "its coroutine is used as if it were the result"
        case .argument:
            consumers.contains(call.argumentOf ?? "") ? "its coroutine is used as if it were the result" : nil
        case .assigned: isUsedAsResult(call, in: body) ? "its coroutine is used as if it were the result" : nil
        case .awaited, .returned, .yielded, .iterated, .entered, .called, .other: nil
        }
    }

    /// Functions that take a value and await nothing.
    private static let consumers: Set<String> = [
        "print", "str", "repr", "len", "int", "float", "bool", "json.dumps", "dict",
    ]

    /// Whether a name holds the coroutine, is never awaited or handed on, and has a field of a job taken of it.
    ///
    /// Items and other members do not tell, because the name may hold a list or dictionary of coroutines.
    private static func isUsedAsResult(_ call: CallFact, in body: BodyFacts) -> Bool {
        guard call.targets.count == 1, let name = call.targets.first else { return false }
        let isHandedOn =
            body.awaits.contains { $0.path == name }
            || body.calls.contains { other in
                other.span != call.span
                    && (other.targets.contains(name)
                        || (other.arguments + other.keywords.map(\.value)).contains { $0.mentions(name) })
            }
            || body.returns.contains { $0.node == .name(name) }
        return !isHandedOn
            && body.accesses.contains { access in
                access.name == name && access.span > call.span
                    && access.member.map(ResultConfusionRule.jobFields.contains) ?? false
            }
    }

    private static func hint(in body: CallingBody) -> String {
        guard let definition = body.definition else { return "run it with 'asyncio.run(…)'" }
        if definition.kind == .asyncFunction { return "write 'await' before the call" }
        return "make '\(definition.name)' an 'async def' and write 'await' before the call, or use 'asyncio.run(…)'"
    }
}

extension Expression {
    /// Whether a name occurs in the expression other than for a member of it; forms not looked into may hold any name.
    func mentions(_ name: String) -> Bool {
        switch node {
        case .name(let other): other == name
        case .none, .boolean, .integer, .float, .string: false
        case .attribute(let value, _): value.node != .name(name) && value.mentions(name)
        case .starred(let value), .awaited(let value), .unary(_, let value): value.mentions(name)
        case .list(let items), .tuple(let items), .set(let items): items.contains { $0.mentions(name) }
        default: true
        }
    }
}
