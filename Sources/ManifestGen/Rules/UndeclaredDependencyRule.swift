/// FL004: what a function imports must be on the worker: in the standard library, the project, the base image or a
/// declared package.
///
/// Imports in a `try` are optional. A function that changes `sys.path` or installs packages while it runs is left alone.
struct UndeclaredDependencyRule: SourceRule {
    func check(_ project: CheckedProject) -> [Diagnostic] {
        project.remoteDefinitions.flatMap { function, module, definition -> [Diagnostic] in
            guard function.image != .custom, !definition.preparesImports(in: module) else { return [] }
            var seen: Set<String> = []
            return module.facts.imports.compactMap { statement in
                guard statement.isInside(definition), !statement.isForTypeChecking, !statement.isOptional,
                    statement.level == 0, !project.needsNoPackage(statement.module, image: function.image)
                else { return nil }
                let answers = statement.loadedModules.map { project.packages.answer(for: $0) }
                guard answers.contains(where: { $0 != .provided }), seen.insert(statement.rootModule).inserted else {
                    return nil
                }
                if answers.contains(.excluded) { return excluded(statement, in: function) }
                let isCertain = answers.contains(.missing) && statement.conditions.isEmpty
                return diagnostic(for: statement, isCertain: isCertain, in: function, of: project)
            }
        }
    }

    private func diagnostic(
        for statement: ImportFact,
        isCertain: Bool,
        in function: CheckedProject.Function,
        of project: CheckedProject
    ) -> Diagnostic {
        let root = statement.rootModule
        let wording = isCertain ? "nothing on the worker provides" : "no declared dependency is known to provide"
        return Diagnostic(
            .undeclaredDependency,
            severity: isCertain ? .error : .warning,
            "'\(function.name)' imports '\(statement.module)', which \(wording)",
            at: statement.span.location(in: function.path),
            hint: hint(for: statement, root: root, in: function, of: project)
        )
    }

    /// An excluded package is taken to be in the image, except where the image is known to lack it.
    private func excluded(_ statement: ImportFact, in function: CheckedProject.Function) -> Diagnostic? {
        let root = statement.rootModule
        guard function.image == .cpu, WorkerImage.torch.contains(root) else { return nil }
        return Diagnostic(
            .undeclaredDependency,
            severity: .warning,
            "'\(function.name)' imports '\(root)', which is excluded from the artifact and not in the CPU image",
            at: statement.span.location(in: function.path),
            hint: "run '\(function.name)' on a GPU resource, or do not exclude '\(root)'"
        )
    }

    private func hint(
        for statement: ImportFact,
        root: String,
        in function: CheckedProject.Function,
        of project: CheckedProject
    ) -> String {
        if let directory = project.index.directory(holding: root) {
            return "'\(root)' is in '\(directory)/', but workers import from the project's root; move it there"
        }
        if let minor = StandardLibrary.removal(of: root), minor <= project.pythonMinor {
            return "'\(root)' left the standard library with Python 3.\(minor); use its successor or a package"
        }
        var hint = statement.hintToDeclare(for: function.name)
        if function.image == .cpu, WorkerImage.torch.contains(root) {
            hint += "; only the GPU images carry '\(root)'"
        }
        return hint
    }
}

extension DefinitionFact {
    private static let preparations: Set<String> = [
        "sys.path.append", "sys.path.insert", "sys.path.extend", "site.addsitedir", "subprocess.run", "subprocess.call",
        "subprocess.check_call", "subprocess.check_output", "subprocess.Popen", "os.system", "importlib.import_module",
        "zipimport.zipimporter",
    ]

    /// Whether the body does something that may make further modules importable.
    fileprivate func preparesImports(in module: ProjectModule) -> Bool {
        let within = module.facts.definitions.filter { $0.path == path || $0.path.hasPrefix(path + ".") }
        return within.contains { definition in
            definition.body.calls.contains { $0.callee.map(Self.preparations.contains) ?? false }
        }
    }
}
