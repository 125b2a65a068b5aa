/// FL023: arguments and results travel inside the request, serialized; open files, sockets, locks and generators cannot.
struct LargePayloadRule: SourceRule {
    func check(_ project: CheckedProject) -> [Diagnostic] {
        results(of: project) + arguments(of: project)
    }

    private func results(of project: CheckedProject) -> [Diagnostic] {
        project.remoteDefinitions.compactMap { function, _, definition in
            if definition.kind != .type, definition.body.isGenerator {
                return Diagnostic(
                    .largePayload,
                    "'\(function.name)' is a generator, and a generator cannot be serialized",
                    at: SourceLocation(file: function.path, line: definition.span.line, column: definition.span.column),
                    hint: "collect the values and return them as a list"
                )
            }
            guard let (value, thing) = definition.body.returns.lazy.compactMap(Self.unserializable).first else {
                return nil
            }
            return Diagnostic(
                .largePayload,
                "'\(function.name)' returns \(thing), which cannot be serialized",
                at: value.span.location(in: function.path),
                hint: "return what it holds, or where it can be fetched from"
            )
        }
    }

    private func arguments(of project: CheckedProject) -> [Diagnostic] {
        project.callingBodies.flatMap { body in
            body.body.calls.flatMap { call -> [Diagnostic] in
                let found = (call.arguments + call.keywords.map(\.value)).compactMap(Self.unserializable)
                guard !found.isEmpty, let function = project.remoteFunction(called: call.callee, in: body) else {
                    return []
                }
                return found.map { value, thing in
                    Diagnostic(
                        .largePayload,
                        "'\(function.name)' is given \(thing), which cannot be serialized",
                        at: value.span.location(in: body.path),
                        hint: "pass what it holds, or where the worker can fetch it from"
                    )
                }
            }
        }
    }

    private static func unserializable(_ value: Expression) -> (Expression, String)? {
        switch value.node {
        case .other("GeneratorExp", _): return (value, "a generator")
        case .call(let callee, _, _): return callee.dottedPath.flatMap { things[$0] }.map { (value, $0) }
        default: return nil
        }
    }

    private static let things = [
        "open": "an open file", "io.open": "an open file", "threading.Lock": "a lock", "threading.RLock": "a lock",
        "socket.socket": "a socket", "sqlite3.connect": "a database connection",
    ]
}
