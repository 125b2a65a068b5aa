extension Evaluator {
    /// Evaluates a call: methods and functions without effects; classes of other packages become instances.
    func call(
        _ callee: Expression,
        _ arguments: [Expression],
        _ keywords: [KeywordArgument],
        _ expression: Expression,
        in context: EvaluationContext
    ) throws(EvaluationFailure) -> Value {
        if case .attribute(let base, let method) = callee.node,
            let receiver = try? value(of: base, in: context), receiver.value.hasMethods
        {
            return try self.method(method, of: receiver, arguments, keywords, expression, in: context)
        }
        switch try value(of: callee, in: context).value {
        case .external(let path):
            return try call(external: path, arguments, keywords, expression, in: context)
        case .definition(_, let definition) where definition.kind != .type:
            throw failure(
                "'\(definition.name)()' is not run during a build",
                expression,
                context,
                hint: "write the value down as a module-level constant"
            )
        case .definition(_, let definition):
            throw failure("'\(definition.name)(…)' is not created during a build", expression, context)
        case let other:
            throw failure(needing: other, at: location(of: expression, in: context))
        }
    }

    private func call(
        external path: String,
        _ arguments: [Expression],
        _ keywords: [KeywordArgument],
        _ expression: Expression,
        in context: EvaluationContext
    ) throws(EvaluationFailure) -> Value {
        switch path {
        case "os.getenv", "os.environ.get", "os.environb.get":
            guard let first = arguments.first, case .string(let name) = try value(of: first, in: context).value else {
                throw failure("the environment is not read during a build", expression, context)
            }
            return .environment(name)
        case "runpod_flash.GpuGroup.all", "runpod_flash.GpuType.all":
            let type: LibraryEnumeration = path.contains("GpuGroup") ? .gpuGroup : .gpuType
            let place = location(of: expression, in: context)
            return .list(
                type.members.dropFirst().map {
                    Evaluated(value: .member(type, name: $0.name, value: $0.value), location: place)
                }
            )
        default: break
        }
        if let enumeration = LibraryEnumeration(library: path) {
            return try member(of: enumeration, arguments, expression, in: context)
        }
        if path.hasPrefix("builtins.") {
            return try builtin(String(path.dropFirst("builtins.".count)), arguments, keywords, expression, in: context)
        }
        return .instance(instance(of: path, arguments, keywords, expression, in: context))
    }

    private func member(
        of enumeration: LibraryEnumeration,
        _ arguments: [Expression],
        _ expression: Expression,
        in context: EvaluationContext
    ) throws(EvaluationFailure) -> Value {
        guard arguments.count == 1, let first = arguments.first else {
            throw failure("\(enumeration.rawValue)() takes one value", expression, context)
        }
        let argument = try value(of: first, in: context)
        if case .member(enumeration, _, _) = argument.value { return argument.value }
        guard let text = argument.value.text else { throw failure(needing: argument.value, at: argument.location) }
        guard let member = enumeration.member(withValue: text) else {
            throw invalid(
                "'\(text)' is not a value of \(enumeration.rawValue)",
                first,
                context,
                hint: NearestName.hint(for: text, among: enumeration.members.map(\.value))
            )
        }
        return .member(enumeration, name: member.name, value: member.value)
    }

    private func instance(
        of path: String,
        _ arguments: [Expression],
        _ keywords: [KeywordArgument],
        _ expression: Expression,
        in context: EvaluationContext
    ) -> Instance {
        let positional = arguments.map {
            Instance.Argument(name: nil, value: $0, context: context, location: location(of: $0, in: context))
        }
        var named: [Instance.Argument] = []
        var isComplete = !arguments.contains { if case .starred = $0.node { true } else { false } }
        for keyword in keywords {
            if let name = keyword.name {
                let place = location(of: keyword.value, in: context)
                named.append(.init(name: name, value: keyword.value, context: context, location: place))
            } else if case .dictionary(let items) = literal(keyword.value, in: context)?.node {
                for item in items {
                    guard let key = item.key, case .string(let name)? = try? value(of: key, in: context).value else {
                        isComplete = false
                        continue
                    }
                    let place = location(of: item.value, in: context)
                    named.append(.init(name: name, value: item.value, context: context, location: place))
                }
            } else {
                isComplete = false
            }
        }
        return Instance(
            type: path,
            module: context.module,
            location: location(of: expression, in: context),
            arguments: positional + named,
            hasUnknownArguments: !isComplete
        )
    }

    /// The dictionary display behind `**name`, when the name is assigned exactly one, in the same module.
    private func literal(_ expression: Expression, in context: EvaluationContext) -> Expression? {
        guard case .name(let name) = expression.node else { return expression }
        let events = index.events(of: name, in: context.module)
        guard events.count == 1, case .assigned(let fact) = events[0], fact.kind == .assign, fact.conditions.isEmpty
        else {
            return nil
        }
        return fact.value
    }
}

extension Value {
    /// Whether methods of the value can be evaluated.
    fileprivate var hasMethods: Bool {
        switch self {
        case .string, .list, .tuple, .set, .dictionary: true
        default: false
        }
    }
}
