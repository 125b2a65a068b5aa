/// FL005: a third-party import at the top of a module of remote functions runs wherever the module is imported: on the
/// machine that calls the function, and on every worker of the project.
struct ModuleLevelImportRule: SourceRule {
    func check(_ project: CheckedProject) -> [Diagnostic] {
        project.modules.flatMap { module -> [Diagnostic] in
            let functions = project.index.functions(at: module.path).values.filter { !$0.isLocal }.map(\.name).sorted()
            guard let first = functions.first else { return [] }
            return module.facts.imports.compactMap { statement in
                guard statement.scope.isEmpty, statement.level == 0, !statement.isForTypeChecking,
                    !statement.isOptional, !statement.isForMain,
                    !project.needsNoPackage(statement.module, image: nil)
                else { return nil }
                return Diagnostic(
                    .moduleLevelImport,
                    "`\(statement.module)` is imported at the top of a module of remote functions",
                    at: statement.span.location(in: module.path),
                    hint: "import it inside the functions that use it, such as `\(first)`"
                )
            }
        }
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
