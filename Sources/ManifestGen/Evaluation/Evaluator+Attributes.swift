extension Evaluator {
    /// Evaluates `base.name`.
    func attribute(
        _ name: String,
        of base: Evaluated,
        _ expression: Expression,
        in context: EvaluationContext
    ) throws(EvaluationFailure) -> Value {
        switch base.value {
        case .module(let module):
            return try attribute(name, ofModule: module, expression, in: context)
        case .external(let path):
            guard let enumeration = LibraryEnumeration(library: path) else {
                return .external(Library.canonical("\(path).\(name)"))
            }
            if let member = enumeration.member(named: name) {
                return .member(enumeration, name: member.name, value: member.value)
            }
            if name == "all" { return .external("\(path).\(name)") }
            throw invalid(
                "\(enumeration.rawValue) has no member '\(name)'",
                expression,
                context,
                hint: NearestName.hint(for: name, among: enumeration.members.map(\.name))
                    ?? "the members are \(enumeration.members.map(\.name).joined(separator: ", "))"
            )
        case .member(_, let memberName, let value):
            if name == "value" { return .string(value) }
            if name == "name" { return .string(memberName) }
        case .definition(let module, let definition) where definition.kind == .type:
            if let value = try member(name, ofClass: definition, in: module, expression) { return value }
        case .instance(let instance):
            if let argument = instance.arguments.last(where: { $0.name == name }) {
                return try value(of: argument.value, in: argument.context).value
            }
        case .string(let text) where name == "value":
            // A member of one of the project's own enumerations.
            return .string(text)
        default: break
        }
        throw failure("'\(name)' of \(base.value.typeName) is only known when the code runs", expression, context)
    }

    private func member(
        _ name: String,
        ofClass definition: DefinitionFact,
        in module: String,
        _ site: Expression
    ) throws(EvaluationFailure) -> Value? {
        let inside = EvaluationContext(module: module, position: nil)
        if let value = try member(name, ofScope: definition.path, site, in: inside) { return value }
        for base in definition.bases {
            let context = EvaluationContext(module: module, position: definition.span)
            guard case .definition(let other, let parent)? = try? value(of: base, in: context).value else { continue }
            let found = try guarding("\(other)\u{0}\(parent.path)\u{0}class", location(of: site, in: context)) {
                () throws(EvaluationFailure) in
                try member(name, ofClass: parent, in: other, site)
            }
            if let found { return found }
        }
        return nil
    }
}
