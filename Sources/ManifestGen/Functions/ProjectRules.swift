/// Checks that concern the project as a whole.
enum ProjectRules {
    /// The files of the queue and load-balancer workers that an artifact of the same name would replace.
    static let workerModules: Set<String> = [
        "handler.py", "lb_handler.py", "constants.py", "logger.py", "remote_executor.py", "function_executor.py",
        "class_executor.py", "dependency_installer.py", "cache_sync_manager.py", "log_streamer.py",
        "serialization_utils.py", "subprocess_utils.py", "manifest_reconciliation.py", "unpack_volume.py",
        "__init__.py",
    ]

    /// Reports sources that could not be read.
    static func faults(in modules: [ProjectModule]) -> [Diagnostic] {
        modules.compactMap { module in
            guard let fault = module.facts.error else { return nil }
            let code: DiagnosticCode =
                fault.kind == .encoding || fault.kind == .unreadable ? .undecodableSource : .syntaxError
            let place = SourceLocation(file: module.path, line: max(1, fault.line), column: max(1, fault.column))
            let hint: String? =
                switch fault.kind {
                case .syntax: syntaxHint(fault)
                case .encoding: "save the file as UTF-8 or declare its encoding (PEP 263)"
                case .nesting: "split the expression"
                case .unreadable: "check the file's permissions"
                }
            return Diagnostic(code, fault.message, at: place, hint: hint)
        }
    }

    /// What to do about a syntax error; an old interpreter does not know the syntax of newer ones.
    private static func syntaxHint(_ fault: SourceFault) -> String {
        if fault.message.hasPrefix("'await' outside") {
            return "await inside an 'async def'; a script runs one with 'asyncio.run(…)'"
        }
        let version = fault.python
        let parts = (version ?? "").split(separator: ".").compactMap { Int($0) }
        guard let version, parts.count == 2, parts[0] == 3, parts[1] < 12 else {
            return "functions of this file cannot be packaged until it parses"
        }
        return "Python \(version) read the file; if it uses newer syntax, name a newer interpreter with FLASH_PYTHON"
    }

    /// Reports files at the project root that replace the worker's own modules when the artifact is unpacked.
    static func shadowedModules(_ modules: [ProjectModule]) -> [Diagnostic] {
        modules.filter { isShadowing($0.path) }.map { module in
            let isEssential = module.path != "__init__.py"
            return Diagnostic(
                .shadowedWorkerModule,
                severity: isEssential ? .error : .warning,
                "'\(module.path)' at the project root replaces the worker's own module of that name",
                at: SourceLocation(file: module.path, line: 1),
                hint: isEssential ? "rename it or move it into a package" : "remove it; a project root is not a package"
            )
        }
    }

    /// Whether a path is that of a worker's module, or of a package, which is found before a module of its name.
    private static func isShadowing(_ path: String) -> Bool {
        guard path.hasSuffix("/__init__.py") else { return workerModules.contains(path) }
        return workerModules.contains(path.dropLast("/__init__.py".count) + ".py")
    }

    /// Reports functions that share a name; the registry knows functions by name alone.
    static func duplicates(_ functions: [RemoteFunction]) -> [Diagnostic] {
        var first: [String: RemoteFunction] = [:]
        return functions.compactMap { function in
            guard let other = first[function.name] else {
                first[function.name] = function
                return nil
            }
            return Diagnostic(
                .duplicateFunction,
                "two remote functions are named '\(function.name)'",
                at: function.location,
                hint: "rename one of them; a deployment knows functions by name alone",
                notes: [.init(message: "the other one is here", location: other.location)]
            )
        }
    }

    /// Reports functions of one resource that share a route.
    static func duplicateRoutes(_ functions: [RemoteFunction]) -> [Diagnostic] {
        struct Route: Hashable { let resource, method, path: String }
        var first: [Route: RemoteFunction] = [:]
        return functions.compactMap { function in
            guard let method = function.httpMethod, let path = function.httpPath else { return nil }
            let route = Route(resource: function.resource, method: method, path: path)
            guard let other = first[route] else {
                first[route] = function
                return nil
            }
            return Diagnostic(
                .duplicateRoute,
                "'\(other.name)' and '\(function.name)' both answer \(method) \(path) of '\(function.resource)'",
                at: function.decoratorLocation,
                hint: "change one of the paths or methods",
                notes: [.init(message: "'\(other.name)' is here", location: other.decoratorLocation)]
            )
        }
    }
}
