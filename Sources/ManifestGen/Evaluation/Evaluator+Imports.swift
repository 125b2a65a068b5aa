extension Evaluator {
    /// Evaluates the name an import binds.
    func imported(
        _ fact: ImportFact,
        _ name: ImportFact.Name?,
        in module: String
    ) throws(EvaluationFailure) -> Value {
        let importing = index.module(module)
        guard let absolute = importing?.absoluteName(of: fact.module, level: fact.level) else {
            throw EvaluationFailure(
                message: "the relative import leaves the project",
                location: location(of: fact.span, in: module)
            )
        }
        guard let name else {
            // `import a.b` binds `a`; `import a.b as c` binds the module `a.b`.
            let bound = fact.alias == nil ? String(absolute.prefix { $0 != "." }) : absolute
            return index.contains(bound) && !Library.isLibrary(bound) ? .module(bound) : .external(bound)
        }
        // The library is known by its interface, even where a project carries a copy of it.
        if Library.isLibrary(absolute) { return .external(Library.canonical("\(absolute).\(name.name)")) }
        guard index.contains(absolute) || absolute.isEmpty else {
            return .external(Library.canonical("\(absolute).\(name.name)"))
        }
        let site = Expression(.name(name.name), at: fact.span)
        let context = EvaluationContext(module: module, position: fact.span)
        return try attribute(name.name, ofModule: absolute, site, in: context)
    }

    /// Evaluates an attribute of a module of the project: a name it binds, else a submodule.
    func attribute(
        _ name: String,
        ofModule module: String,
        _ site: Expression,
        in context: EvaluationContext
    ) throws(EvaluationFailure) -> Value {
        // A module that imports itself sees what it has defined so far.
        let isSelf = module == context.module
        let inside = isSelf ? context : EvaluationContext(module: module, position: nil)
        if index.module(module) != nil {
            if let value = try binding(of: name, target: name, site, in: inside) { return value }
            if !isSelf, !index.starImports(of: module).isEmpty, let value = try? self.name(name, site, in: inside) {
                return value
            }
        }
        let submodule = module.isEmpty ? name : "\(module).\(name)"
        if index.contains(submodule) { return .module(submodule) }
        throw undefined(
            "the module '\(module)' has no name '\(name)'",
            name,
            among: index.names(in: module),
            site,
            context
        )
    }
}
