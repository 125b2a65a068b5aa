/// Finds modules by name and follows names through imports to the remote functions they stand for.
struct RemoteFunctionIndex: Sendable {
    /// The names that can be imported from the project root: modules, packages and directories.
    let roots: Set<String>
    private let names: [String]
    private let modulesByName: [String: ProjectModule]
    private let modulesByPath: [String: ProjectModule]
    private let functions: [String: [String: CheckedProject.Function]]
    /// The paths of the modules that may know a remote function.
    private let knowing: Set<String>

    /// The most imports a name is followed through.
    private static let depthLimit = 8

    init(modules: [ProjectModule], functions: [CheckedProject.Function]) {
        names = modules.map(\.name)
        roots = Set(names.map { String($0.prefix { $0 != "." }) })
        // A package wins over a module of the same name, as in the import system.
        modulesByName = Dictionary(modules.map { ($0.name, $0) }) { $1.isPackage ? $1 : $0 }
        modulesByPath = Dictionary(modules.map { ($0.path, $0) }) { first, _ in first }
        self.functions = Dictionary(grouping: functions, by: \.path)
            .mapValues { Dictionary($0.map { ($0.name, $0) }) { first, _ in first } }
        knowing = Self.modulesKnowing(functionsAt: Set(functions.map(\.path)), among: modules, roots: roots)
    }

    /// Whether a module may know a remote function, because it defines one or imports what may lead to one.
    ///
    /// Bodies of other modules need not be decoded.
    func mayKnowFunctions(_ module: ProjectModule) -> Bool { knowing.contains(module.path) }

    /// Follows imports from one root, the first part of a module's name, to the next.
    private static func modulesKnowing(
        functionsAt paths: Set<String>,
        among modules: [ProjectModule],
        roots: Set<String>
    ) -> Set<String> {
        guard !paths.isEmpty else { return [] }
        let imported = modules.map { importedRoots(of: $0).intersection(roots) }
        var importers: [String: Set<String>] = [:]
        var found: Set<String> = []
        for (module, imported) in zip(modules, imported) {
            let root = String(module.name.prefix { $0 != "." })
            if paths.contains(module.path) { found.insert(root) }
            for other in imported { importers[other, default: []].insert(root) }
        }
        var pending = Array(found)
        while let root = pending.popLast() {
            for importer in importers[root] ?? [] where found.insert(importer).inserted { pending.append(importer) }
        }
        return zip(modules, imported).reduce(into: paths) { knowing, module in
            if !module.1.isDisjoint(with: found) { knowing.insert(module.0.path) }
        }
    }

    private static func importedRoots(of module: ProjectModule) -> Set<String> {
        module.facts.imports.reduce(into: []) { roots, statement in
            guard let name = module.absoluteName(of: statement.module, level: statement.level) else { return }
            if name.isEmpty {
                roots.formUnion((statement.names ?? []).map { String($0.name.prefix { $0 != "." }) })
            } else {
                roots.insert(String(name.prefix { $0 != "." }))
            }
        }
    }

    /// The module of a file.
    func module(at path: String) -> ProjectModule? { modulesByPath[path] }

    /// The remote functions a file defines, by name.
    func functions(at path: String) -> [String: CheckedProject.Function] { functions[path] ?? [:] }

    /// The directory below the project root that holds a module or package of that name.
    func directory(holding name: String) -> String? {
        for module in names {
            let parts = module.split(separator: ".")
            if let position = parts.firstIndex(of: name[...]), position > 0 {
                return parts[..<position].joined(separator: "/")
            }
        }
        return nil
    }

    /// The remote function a dotted path stands for.
    ///
    /// - Parameters:
    ///   - reference: A name or a path such as `workers.gpu.embed`.
    ///   - path: The file it is used in.
    ///   - definition: The function it is used in; `nil` at module level.
    /// - Returns: The function, or `nil` when the path stands for something else or is not known.
    func function(
        named reference: String,
        in path: String,
        within definition: DefinitionFact?
    ) -> CheckedProject.Function? {
        let parts = reference.split(separator: ".").map(String.init)
        guard let first = parts.first, let module = modulesByPath[path] else { return nil }
        var scope = ""
        if let definition, definition.locals.contains(first) {
            let isImported = module.facts.imports.contains { $0.scope == definition.path && $0.binds(first) }
            guard isImported else { return nil }
            scope = definition.path
        }
        return function(parts, in: module, scope: scope, depth: 0)
    }

    private func function(
        _ parts: [String],
        in module: ProjectModule,
        scope: String,
        depth: Int
    ) -> CheckedProject.Function? {
        guard depth < Self.depthLimit, let first = parts.first else { return nil }
        if parts.count == 1, scope.isEmpty, let function = functions[module.path]?[first] { return function }
        for statement in module.facts.imports where statement.scope == scope {
            let target = { module.absoluteName(of: statement.module, level: statement.level) }
            guard let full = statement.expand(parts, target: target()), let found = lookUp(full, depth: depth) else {
                continue
            }
            return found
        }
        return nil
    }

    /// The longest prefix that is a module counts; what follows it is looked up there.
    private func lookUp(_ full: [String], depth: Int) -> CheckedProject.Function? {
        for length in stride(from: full.count - 1, through: 1, by: -1) {
            guard let module = modulesByName[full.prefix(length).joined(separator: ".")] else { continue }
            return function(Array(full.dropFirst(length)), in: module, scope: "", depth: depth + 1)
        }
        return nil
    }
}

extension ImportFact {
    /// The absolute dotted path that a path means after the import; `nil` when the import does not bind its first name.
    fileprivate func expand(_ parts: [String], target: @autoclosure () -> String?) -> [String]? {
        var member: [String] = []
        if let names {
            if let name = names.first(where: { ($0.alias ?? $0.name) == parts[0] }) {
                member = [name.name]
            } else if names.contains(where: { $0.name == "*" }) {
                member = [parts[0]]
            } else {
                return nil
            }
        } else {
            guard binds(parts[0]) else { return nil }
            if alias == nil { return parts }
        }
        return target().map { $0.split(separator: ".").map(String.init) + member + parts.dropFirst() }
    }
}
