/// Finds modules by name and follows names through imports to the remote functions they stand for.
struct ImportIndex: Sendable {
    /// The names that can be imported from the project root: modules, packages and directories.
    let roots: Set<String>
    private let paths: [String: String]
    private let modules: [String: CheckedProject.Module]
    private let functions: [String: [String: CheckedProject.Function]]

    /// The most imports a name is followed through.
    private static let depthLimit = 8

    init(modules: [CheckedProject.Module], functions: [CheckedProject.Function]) {
        var paths: [String: String] = [:]
        var roots: Set<String> = []
        for module in modules {
            let name = Self.dottedName(of: module.path)
            paths[name.joined(separator: ".")] = module.path
            if let root = name.first { roots.insert(root) }
        }
        self.paths = paths
        self.roots = roots
        self.modules = Dictionary(modules.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
        self.functions = Dictionary(grouping: functions, by: \.path)
            .mapValues { Dictionary($0.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first }) }
    }

    /// The paths of all modules, in order.
    private var allPaths: [String] { modules.keys.sorted() }

    /// The module of a file.
    func module(at path: String) -> CheckedProject.Module? { modules[path] }

    /// The remote functions a file defines, by name.
    func functions(at path: String) -> [String: CheckedProject.Function] { functions[path] ?? [:] }

    /// A module's dotted name; a package has the name of its directory.
    static func dottedName(of path: String) -> [String] {
        var parts = path.split(separator: "/").map(String.init)
        guard let file = parts.popLast() else { return [] }
        let stem = file.hasSuffix(".py") ? String(file.dropLast(3)) : file
        return stem == "__init__" && !parts.isEmpty ? parts : parts + [stem]
    }

    /// The dotted name of the module an import names, from the file it stands in (PEP 328).
    static func target(of statement: ImportFact, in path: String) -> String? {
        guard statement.level > 0 else { return statement.module }
        var package = dottedName(of: path)
        let levels = path.hasSuffix("__init__.py") ? statement.level - 1 : statement.level
        guard levels <= package.count else { return nil }
        package.removeLast(levels)
        return (package + (statement.module.isEmpty ? [] : [statement.module])).joined(separator: ".")
    }

    /// The remote function a dotted path stands for.
    ///
    /// - Parameters:
    ///   - reference: A name or a path such as `workers.gpu.embed`.
    ///   - path: The file it is used in.
    ///   - definition: The function it is used in; `nil` at module level.
    /// - Returns: The function, or `nil` when the path stands for something else or is not known.
    func function(named reference: String, in path: String, within definition: DefinitionFact?) -> CheckedProject
        .Function?
    {
        let parts = reference.split(separator: ".").map(String.init)
        guard let first = parts.first, let facts = modules[path]?.facts else { return nil }
        var scope = ""
        if let definition, definition.locals.contains(first) {
            guard facts.imports.contains(where: { $0.scope == definition.path && $0.binds(first) }) else { return nil }
            scope = definition.path
        }
        return function(parts, in: path, scope: scope, depth: 0)
    }

    private func function(_ parts: [String], in path: String, scope: String, depth: Int) -> CheckedProject.Function? {
        guard depth < Self.depthLimit, let first = parts.first, let facts = modules[path]?.facts else { return nil }
        if parts.count == 1, scope.isEmpty, let function = functions[path]?[first] { return function }
        for statement in facts.imports where statement.scope == scope && statement.binds(first) {
            guard let target = Self.target(of: statement, in: path) else { continue }
            if let found = follow(statement, target: target, parts: parts, depth: depth) { return found }
        }
        return nil
    }

    private func follow(
        _ statement: ImportFact,
        target: String,
        parts: [String],
        depth: Int
    ) -> CheckedProject.Function? {
        var full: [String]
        if let names = statement.names {
            guard let name = names.first(where: { ($0.alias ?? $0.name) == parts[0] }) else { return nil }
            full = (target.isEmpty ? [] : [target]) + [name.name] + parts.dropFirst()
        } else if statement.alias != nil {
            full = [target] + parts.dropFirst()
        } else {
            full = parts
        }
        full = full.joined(separator: ".").split(separator: ".").map(String.init)
        // The longest prefix that is a module; what follows it is looked up there.
        for length in stride(from: full.count - 1, through: 1, by: -1) {
            guard let path = paths[full.prefix(length).joined(separator: ".")] else { continue }
            return function(Array(full.dropFirst(length)), in: path, scope: "", depth: depth + 1)
        }
        return nil
    }
}

extension ImportFact {
    /// The names the statement binds, `*` excepted.
    var boundNames: [String] {
        guard let names else { return [alias ?? String(module.prefix { $0 != "." })] }
        return names.map { $0.alias ?? $0.name }.filter { $0 != "*" }
    }

    /// Whether the statement binds a name.
    func binds(_ name: String) -> Bool { boundNames.contains(name) }

    /// The dotted modules the statement may load: the module itself, and each name taken from it as a submodule.
    var loadedModules: [String] {
        guard let names, level == 0 else { return [module] }
        return names.map { $0.name == "*" ? module : "\(module).\($0.name)" }
    }

    /// Whether the import may fail or be left out on purpose: it stands in a `try`, a handler or a `match`, or a branch.
    var isOptional: Bool {
        conditions.contains { $0.kind == .attempt || $0.kind == .handler }
    }
}

extension ImportIndex {
    /// The directory below the project root that holds a module or package of that name.
    func directory(holding name: String) -> String? {
        for path in allPaths {
            let parts = Self.dottedName(of: path)
            if let position = parts.firstIndex(of: name), position > 0 {
                return parts[..<position].joined(separator: "/")
            }
        }
        return nil
    }
}
