/// FL005: a third-party import at the top of a module of remote functions runs wherever the module is imported: on the
/// machine that calls a function and on the workers, whichever function of the module they run.
///
/// It is an error when nothing provides the package there, because then the workers cannot import the module at all.
struct ModuleLevelImportRule: SourceRule {
    func check(_ project: CheckedProject) -> [Diagnostic] {
        project.modules.flatMap { module -> [Diagnostic] in
            let functions = project.index.functions(at: module.path).values.filter { !$0.isLocal }
            guard !functions.isEmpty else { return [] }
            return module.facts.imports.compactMap { statement in
                guard statement.scope.isEmpty, statement.level == 0, !statement.isForTypeChecking,
                    !statement.isOptional, !statement.isForMain,
                    !project.needsNoPackage(statement.module, image: nil)
                else { return nil }
                return diagnostic(for: statement, in: module, of: functions, project)
            }
        }
    }

    private func diagnostic(
        for statement: ImportFact,
        in module: ProjectModule,
        of functions: [CheckedProject.Function],
        _ project: CheckedProject
    ) -> Diagnostic {
        let location = statement.span.location(in: module.path)
        let stranded = functions.filter { function in
            function.image != .custom && !project.needsNoPackage(statement.module, image: function.image)
        }
        let isMissing = statement.loadedModules.contains { project.packages.answer(for: $0) == .missing }
        if isMissing, statement.conditions.isEmpty, let first = stranded.map(\.name).min() {
            return Diagnostic(
                .moduleLevelImport,
                severity: .error,
                "'\(statement.module)' is imported at the top of the module of '\(first)', and nothing on the worker provides it",
                at: location,
                hint: statement.hintToDeclare(for: first)
            )
        }
        let name = functions.map(\.name).min() ?? ""
        return Diagnostic(
            .moduleLevelImport,
            "'\(statement.module)' is imported at the top of a module of remote functions",
            at: location,
            hint: "import it inside the functions that use it, such as '\(name)'"
        )
    }
}

extension ImportFact {
    /// Whether the import stands under `if __name__ == "__main__"`.
    fileprivate var isForMain: Bool {
        conditions.contains { condition in
            guard condition.kind == .ifTrue, case .comparison(let operations, let operands) = condition.test?.node
            else {
                return false
            }
            let nodes = operands.map(\.node)
            return operations == ["=="] && nodes.contains(.name("__name__")) && nodes.contains(.string("__main__"))
        }
    }
}
