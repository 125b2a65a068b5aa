extension ScannedProject {
    /// Finds the remote function that a dotted path means in a module, through imports and aliases.
    ///
    /// - Parameters:
    ///   - path: the path as written at a call, such as `gpu.embed`.
    ///   - module: the module the call stands in.
    /// - Returns: the function, or `nil` when the path means something else or cannot be followed.
    public func remoteFunction(calledAs path: String, in module: ProjectModule) -> RemoteFunction? {
        guard case .definition(let owner, let definition)? = value(of: path, in: module),
            let home = index.module(owner)
        else { return nil }
        return functions.first { function in
            function.path == home.path && function.name == definition.name && definition.scope.isEmpty
        }
    }

    private func value(of path: String, in module: ProjectModule) -> Value? {
        let start = SourceSpan(line: 1, column: 1, endLine: 1, endColumn: 1)
        guard let expression = Expression(path: path, at: start) else { return nil }
        let context = EvaluationContext(module: module.name, position: nil)
        return try? Evaluator(index).value(of: expression, in: context).value
    }
}

extension Expression {
    /// Creates the expression a dotted path is written as.
    init?(path: String, at span: SourceSpan) {
        var parts = path.split(separator: ".").map(String.init)
        guard !parts.isEmpty else { return nil }
        let root = Expression(.name(parts.removeFirst()), at: span)
        self = parts.reduce(root) { Expression(.attribute($0, member: $1), at: span) }
    }
}
