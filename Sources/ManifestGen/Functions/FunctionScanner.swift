/// Finds the functions and classes marked `@remote` and the resources they use.
final class FunctionScanner {
    let evaluator: Evaluator
    let resources: ResourceBuilder
    private(set) var functions: [RemoteFunction] = []
    private(set) var configurations: [String: ResourceConfiguration] = [:]
    private(set) var diagnostics: [Diagnostic] = []
    private var used: [String: ResourceConfiguration] = [:]

    init(evaluator: Evaluator, resources: ResourceBuilder) {
        self.evaluator = evaluator
        self.resources = resources
    }

    /// A use of `remote` on a definition.
    struct Marking {
        let instance: Instance
        let location: SourceLocation
        let definition: DefinitionFact
        let module: ProjectModule
    }

    /// Scans every module, in order.
    func scan() {
        for module in evaluator.index.modules {
            for definition in module.facts.definitions { scan(definition, in: module) }
            scanApplications(in: module)
        }
    }

    /// Adds findings.
    func report(_ findings: [Diagnostic]) { diagnostics += findings }

    private func scan(_ definition: DefinitionFact, in module: ProjectModule) {
        for decorator in definition.decorators {
            let place = decorator.span.location(in: module.path)
            switch remoteUse(decorator, in: module, before: definition.span) {
            case .call(let instance):
                record(Marking(instance: instance, location: place, definition: definition, module: module))
                return
            case .bare:
                diagnostics.append(
                    Diagnostic(
                        .unsupportedDecorator,
                        "@remote on '\(definition.name)' names no resource configuration",
                        at: place,
                        hint: "write @remote(config), where config is a resource such as LiveServerless(name=\"…\")"
                    )
                )
                return
            case .undefined:
                diagnostics.append(
                    Diagnostic(
                        .unsupportedDecorator,
                        "'remote' is used on '\(definition.name)' but not imported",
                        at: place,
                        hint: "add 'from runpod_flash import remote'"
                    )
                )
                return
            case .none: continue
            }
        }
    }

    private enum RemoteUse { case call(Instance), bare, undefined, none }

    private func remoteUse(_ decorator: Expression, in module: ProjectModule, before span: SourceSpan) -> RemoteUse {
        let context = EvaluationContext(module: module.name, position: span)
        do throws(EvaluationFailure) {
            switch try evaluator.value(of: decorator, in: context).value {
            case .instance(let instance) where instance.type == Library.remote:
                return .call(instance)
            case .external(Library.remote): return .bare
            default: return .none
            }
        } catch {
            let callee = if case .call(let callee, _, _) = decorator.node { callee } else { decorator }
            guard case .name("remote") = callee.node else { return .none }
            return evaluator.index.events(of: "remote", in: module.name).isEmpty
                && evaluator.index.starImports(of: module.name).isEmpty ? .undefined : .none
        }
    }

    /// Records a marked definition with its resource, or says why it cannot be packaged.
    func record(_ marking: Marking) {
        let definition = marking.definition
        guard isImportable(marking) else { return }
        if marking.instance.arguments.isEmpty, !marking.instance.hasUnknownArguments {
            diagnostics.append(
                Diagnostic(
                    .unsupportedDecorator,
                    "@remote() on '\(definition.name)' names no resource configuration",
                    at: marking.location,
                    hint: "write @remote(config), where config is a resource such as LiveServerless(name=\"…\")"
                )
            )
            return
        }
        let reader = ArgumentReader(
            marking.instance,
            owner: "remote",
            positional: ResourceParameter.remote,
            known: Set(ResourceParameter.remote),
            evaluator: evaluator
        )
        defer { diagnostics += reader.diagnostics }
        guard let configuration = configuration(reader, marking) else { return }
        let route = route(reader, marking, configuration)
        functions.append(
            RemoteFunction(
                name: definition.name,
                module: marking.module.manifestName,
                path: marking.module.path,
                location: definition.span.location(in: marking.module.path),
                decoratorLocation: marking.location,
                isAsync: definition.kind == .asyncFunction,
                isClass: definition.kind == .type,
                methods: publicMethods(of: definition, in: marking.module),
                resource: configuration.name,
                configVariable: configuration.variable,
                dependencies: dependencies("dependencies", reader),
                systemDependencies: dependencies("system_dependencies", reader),
                httpMethod: route.method,
                httpPath: route.path,
                isLocal: reader.boolean("local").or(false) ?? false,
                acceleratesDownloads: reader.boolean("accelerate_downloads").or(true) ?? false
            )
        )
    }

    private func dependencies(_ name: String, _ reader: ArgumentReader) -> [RemoteFunction.Dependency] {
        reader.strings(name).map { RemoteFunction.Dependency(text: $0.text, location: $0.location) }
    }

    private func publicMethods(of definition: DefinitionFact, in module: ProjectModule) -> [String] {
        guard definition.kind == .type else { return [] }
        return module.facts.definitions
            .filter { $0.scope == definition.path && $0.kind != .type && !$0.name.hasPrefix("_") }
            .map(\.name)
    }

    private func configuration(_ reader: ArgumentReader, _ marking: Marking) -> ResourceConfiguration? {
        guard let argument = reader.argument("resource_config") else {
            reader.report(
                Diagnostic(
                    .unresolvedConfiguration,
                    "@remote on '\(marking.definition.name)' names no resource configuration",
                    at: marking.location,
                    hint: "pass a resource such as LiveServerless(name=\"…\") first"
                )
            )
            return nil
        }
        do throws(EvaluationFailure) {
            let evaluated = try evaluator.value(of: argument.value, in: argument.context)
            if case .instance(let instance) = evaluated.value,
                let configuration = resources.configuration(of: instance)
            {
                keep(configuration)
                return configuration
            }
            reader.report(
                Diagnostic(
                    .unresolvedConfiguration,
                    "\(evaluated.value.typeName) is not a resource configuration",
                    at: argument.location,
                    hint: "use one of \(ResourceClass.allCases.map(\.rawValue).joined(separator: ", "))"
                )
            )
        } catch {
            var finding = error.diagnostic
            if error.isUndefined { finding.code = .unresolvedConfiguration }
            reader.report(finding)
        }
        return nil
    }

    /// Keeps a configuration under its name, unless another one has it.
    func keep(_ configuration: ResourceConfiguration) {
        guard let known = configurations[configuration.name] else {
            configurations[configuration.name] = configuration
            return
        }
        guard known.location != configuration.location, !known.hasSameSettings(as: configuration) else { return }
        diagnostics.append(
            Diagnostic(
                .conflictingResource,
                "two different resources are named '\(configuration.name)'",
                at: configuration.location,
                hint: "give one of them another name",
                notes: [.init(message: "the other one is here", location: known.location)]
            )
        )
    }
}

extension ResourceConfiguration {
    /// Whether two configurations describe the same endpoint, wherever they are written.
    fileprivate func hasSameSettings(as other: ResourceConfiguration) -> Bool {
        var left = self
        left.variable = other.variable
        left.module = other.module
        left.location = other.location
        return left == other
    }
}
