extension ImportFact {
    /// The first part of the module's name.
    var rootModule: String { String(module.prefix { $0 != "." }) }

    /// Whether the statement binds a name.
    func binds(_ name: String) -> Bool {
        guard let names else { return (alias ?? rootModule) == name }
        return names.contains { ($0.alias ?? $0.name) == name }
    }

    /// The dotted modules the statement may load: the module itself, or each name taken from it as a submodule.
    var loadedModules: [String] {
        guard let names, level == 0 else { return [module] }
        return names.map { $0.name == "*" ? module : "\(module).\($0.name)" }
    }

    /// Whether the import may fail on purpose: it stands in a `try` or an exception handler.
    var isOptional: Bool {
        conditions.contains { $0.kind == .attempt || $0.kind == .handler }
    }

    /// Whether the statement stands in a function or class, at any depth.
    func isInside(_ definition: DefinitionFact) -> Bool {
        (scope == definition.path || scope.hasPrefix(definition.path + "."))
            && definition.span.line <= span.line && span.endLine <= definition.span.endLine
    }

    /// What to declare so that the import works, such as `add "pillow" to 'dependencies' …`.
    func hintToDeclare(for function: String) -> String {
        let names = loadedModules.lazy.compactMap(ImportNames.distributions(providing:)).first ?? [rootModule]
        let others = names.dropFirst().prefix(2).map { "\"\($0)\"" }
        let hint = "add \"\(names[0])\" to 'dependencies' of '\(function)' or to requirements.txt"
        return others.isEmpty ? hint : hint + " (\(others.joined(separator: " or ")) would do as well)"
    }
}
