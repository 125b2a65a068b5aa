/// Finds the FastAPI application a coordinator serves.
struct ApplicationFinder {
    let evaluator: Evaluator

    /// An application.
    struct Application {
        let file: String
        let variable: String
        let location: SourceLocation
        /// Whether a function is decorated as a route of it.
        let hasDecoratedRoutes: Bool
        /// How else it gets routes, such as `include_router`.
        let otherRoutes: [String]
        /// The function it is created in; a worker cannot import it from there.
        let factory: String?
    }

    private static let files = ["main.py", "app.py", "server.py"]
    private static let decorators: Set<String> = ["get", "post", "put", "delete", "patch"]
    private static let others: Set<String> = [
        "include_router", "mount", "add_api_route", "add_route", "add_websocket_route", "api_route", "websocket",
        "head",
        "options", "trace", "route", "websocket_route",
    ]

    /// Returns the application of the first of `main.py`, `app.py` and `server.py` that has one.
    func application() -> Application? {
        for file in Self.files {
            guard let module = evaluator.index.modules.first(where: { $0.path == file }) else { continue }
            if let found = moduleLevel(module) ?? factory(module) { return found }
        }
        return nil
    }

    private func moduleLevel(_ module: ProjectModule) -> Application? {
        for fact in module.facts.assignments where fact.kind == .assign && fact.scope.isEmpty {
            guard case .call(let callee, _, _)? = fact.value?.node else { continue }
            let context = EvaluationContext(module: module.name, position: fact.span)
            guard isApplication(callee, in: context) else { continue }
            return describe(fact.target, fact.span, factory: nil, module)
        }
        return nil
    }

    private func factory(_ module: ProjectModule) -> Application? {
        for definition in module.facts.definitions where definition.kind != .type {
            for call in definition.body.calls {
                guard call.use == .assigned, let variable = call.targets.first, let callee = call.callee,
                    callee == "FastAPI" || callee.hasSuffix(".FastAPI")
                else { continue }
                return describe(variable, call.span, factory: definition.path, module)
            }
        }
        return nil
    }

    private func isApplication(_ callee: Expression, in context: EvaluationContext) -> Bool {
        if case .external(let path)? = try? evaluator.value(of: callee, in: context).value {
            return path.split(separator: ".").last == "FastAPI"
        }
        return callee.dottedPath?.split(separator: ".").last == "FastAPI"
    }

    private func describe(
        _ variable: String,
        _ span: SourceSpan,
        factory: String?,
        _ module: ProjectModule
    ) -> Application {
        var isDecorated = false
        var others: [String] = []
        func note(_ path: String?) {
            guard let path, path.hasPrefix("\(variable).") else { return }
            let method = String(path.dropFirst(variable.count + 1))
            if Self.others.contains(method), !others.contains(method) { others.append(method) }
        }
        for definition in module.facts.definitions where definition.kind != .type {
            for decorator in definition.decorators {
                let path =
                    if case .call(let callee, _, _) = decorator.node { callee.dottedPath } else { decorator.dottedPath }
                if let path, Self.decorators.contains(where: { path == "\(variable).\($0)" }) { isDecorated = true }
                note(path)
            }
            definition.body.calls.forEach { note($0.callee) }
        }
        module.facts.body.calls.forEach { note($0.callee) }
        return Application(
            file: module.path,
            variable: variable,
            location: span.location(in: module.path),
            hasDecoratedRoutes: isDecorated,
            otherRoutes: others,
            factory: factory
        )
    }
}
