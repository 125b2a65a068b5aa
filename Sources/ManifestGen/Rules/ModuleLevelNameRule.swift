/// FL003: only the source of a function of a Live resource travels to a worker, so its body can use no name bound at
/// module level.
///
/// Remote functions may call each other by name. Annotations and default values are evaluated where the function is
/// defined and are not part of the body.
struct ModuleLevelNameRule: SourceRule {
    func check(_ project: CheckedProject) -> [Diagnostic] {
        project.remoteDefinitions.flatMap { function, module, definition -> [Diagnostic] in
            guard function.sendsSource else { return [] }
            var seen: Set<String> = []
            return definition.body.reads.compactMap { read -> Diagnostic? in
                guard read.position == .body, seen.insert(read.name).inserted,
                    project.index.function(named: read.name, in: module.path, within: nil) == nil,
                    let binding = Binding(of: read.name, in: module)
                else { return nil }
                return diagnostic(for: read, bound: binding, in: function)
            }
        }
    }

    private func diagnostic(for read: ReadFact, bound binding: Binding, in function: CheckedProject.Function)
        -> Diagnostic
    {
        let message: String
        let hint: String
        switch binding.kind {
        case .imported(let statement):
            message = "'\(function.name)' uses '\(read.name)', which is imported only at module level"
            hint = "write '\(statement)' inside '\(function.name)'"
        case .definition(let word):
            message = "'\(function.name)' uses the \(word) '\(read.name)', which exists only at module level"
            hint = "move '\(read.name)' inside '\(function.name)', or pass it as a parameter"
        case .variable:
            message = "'\(function.name)' uses '\(read.name)', which exists only at module level"
            hint = "move '\(read.name)' inside '\(function.name)', or pass it as a parameter"
        }
        let note = Diagnostic.Note(message: "'\(read.name)' is bound here", location: binding.location)
        return Diagnostic(
            .moduleLevelName,
            message,
            at: read.span.location(in: function.path),
            hint: hint,
            notes: [note]
        )
    }
}

/// Where and how a module binds a name.
private struct Binding {
    enum Kind {
        /// By an import; the statement that imports only this name.
        case imported(String)
        /// By a function or class.
        case definition(String)
        /// By an assignment of any sort.
        case variable
    }

    let kind: Kind
    let location: SourceLocation

    init?(of name: String, in module: ProjectModule) {
        let facts = module.facts
        if let definition = facts.definitions.first(where: { $0.enclosing.isEmpty && $0.name == name }) {
            kind = .definition(definition.kind == .type ? "class" : "function")
            let span = definition.span
            location = SourceLocation(file: module.path, line: span.line, column: span.column)
        } else if let statement = facts.imports.first(where: { $0.scope.isEmpty && $0.binds(name) }) {
            kind = .imported(statement.statement(importing: name, in: module))
            location = statement.span.location(in: module.path)
        } else if let assignment = facts.assignments.first(where: { $0.binds(name) }) {
            kind = .variable
            location = assignment.span.location(in: module.path)
        } else {
            return nil
        }
    }
}

extension AssignmentFact {
    fileprivate func binds(_ name: String) -> Bool {
        scope.isEmpty && target == name && [.assign, .augment, .loop, .with].contains(kind)
    }
}

extension ImportFact {
    /// The source of an import that binds only one of the names, absolute because a source that travels has no package.
    fileprivate func statement(importing name: String, in importer: ProjectModule) -> String {
        guard let names else { return "import \(module)" + (alias.map { " as \($0)" } ?? "") }
        let origin = importer.absoluteName(of: module, level: level) ?? ""
        let taken = names.first { ($0.alias ?? $0.name) == name }
        let rename = taken?.alias.map { " as \($0)" } ?? ""
        guard !origin.isEmpty else { return "import \(taken?.name ?? name)\(rename)" }
        return "from \(origin) import \(taken?.name ?? name)\(rename)"
    }
}
