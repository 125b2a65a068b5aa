/// Decides whether the project has a coordinator, and which.
struct MothershipScanner {
    let evaluator: Evaluator
    let resources: ResourceBuilder
    let images: WorkerImages

    /// Finds the coordinator and what is wrong with it.
    func scan() -> (mothership: Mothership?, diagnostics: [Diagnostic]) {
        let application = ApplicationFinder(evaluator: evaluator).application()
        var diagnostics: [Diagnostic] = []
        if let (fact, module) = explicitAssignment() {
            let mothership = explicit(fact, module, application, &diagnostics)
            diagnostics += troubles(of: application, isUsed: true)
            if application == nil, !evaluator.index.modules.contains(where: { $0.path == mothership.mainFile }) {
                diagnostics.append(
                    Diagnostic(
                        .unusableApplication,
                        "mothership.py configures a coordinator but no FastAPI application was found",
                        at: mothership.location,
                        hint: "create one in main.py, as in app = FastAPI()"
                    )
                )
            }
            return (mothership, diagnostics)
        }
        guard let application else { return (nil, []) }
        diagnostics += troubles(of: application, isUsed: application.hasDecoratedRoutes)
        guard application.hasDecoratedRoutes else { return (nil, diagnostics) }
        let mothership = Mothership(
            name: "mothership",
            resourceType: ResourceClass.cpuLiveLoadBalancer.rawValue,
            isExplicit: false,
            mainFile: application.file,
            appVariable: application.variable,
            imageName: images.cpuLoadBalancer,
            workersMin: 1,
            workersMax: 3,
            configuration: nil,
            location: application.location
        )
        return (mothership, diagnostics)
    }

    private func explicitAssignment() -> (AssignmentFact, ProjectModule)? {
        guard let module = evaluator.index.modules.first(where: { $0.path == "mothership.py" }) else { return nil }
        let fact = module.facts.assignments.first { fact in
            guard fact.kind == .assign, fact.target == "mothership", fact.scope.isEmpty else { return false }
            if case .call? = fact.value?.node { return true }
            return false
        }
        return fact.map { ($0, module) }
    }

    private func explicit(
        _ fact: AssignmentFact,
        _ module: ProjectModule,
        _ application: ApplicationFinder.Application?,
        _ diagnostics: inout [Diagnostic]
    ) -> Mothership {
        let context = EvaluationContext(module: module.name, position: nil)
        let site = Expression(.name("mothership"), at: fact.span)
        let place = (fact.value?.span ?? fact.span).location(in: module.path)
        var configuration: ResourceConfiguration?
        do throws(EvaluationFailure) {
            if case .instance(let instance) = try evaluator.value(of: site, in: context).value {
                configuration = resources.configuration(of: instance)
            }
        } catch {
            diagnostics.append(error.diagnostic)
        }
        if configuration?.type.isLoadBalanced != true {
            diagnostics.append(
                Diagnostic(
                    .unusableApplication,
                    "the coordinator must be a load-balanced resource",
                    at: place,
                    hint: "use CpuLiveLoadBalancer(name=\"mothership\")"
                )
            )
        }
        let type = configuration?.type.rawValue ?? called(fact) ?? ResourceClass.cpuLiveLoadBalancer.rawValue
        return Mothership(
            name: configuration?.name ?? "mothership",
            resourceType: type,
            isExplicit: true,
            mainFile: application?.file ?? "main.py",
            appVariable: application?.variable ?? "app",
            imageName: type == ResourceClass.liveLoadBalancer.rawValue ? images.loadBalancer : images.cpuLoadBalancer,
            workersMin: argument("workersMin", of: fact) ? configuration?.workersMin : 1,
            workersMax: argument("workersMax", of: fact) ? configuration?.workersMax : 3,
            configuration: configuration,
            location: place
        )
    }

    private func called(_ fact: AssignmentFact) -> String? {
        guard case .call(let callee, _, _)? = fact.value?.node else { return nil }
        return callee.dottedPath?.split(separator: ".").last.map(String.init)
    }

    /// Whether the call names a parameter; without one the coordinator has its own defaults.
    private func argument(_ name: String, of fact: AssignmentFact) -> Bool {
        guard case .call(_, _, let keywords)? = fact.value?.node else { return false }
        return keywords.contains { $0.name == name }
    }

    private func troubles(of application: ApplicationFinder.Application?, isUsed: Bool) -> [Diagnostic] {
        guard let application else { return [] }
        if let factory = application.factory {
            return [
                Diagnostic(
                    .unusableApplication,
                    severity: isUsed ? .error : .warning,
                    "the FastAPI application '\(application.variable)' is created inside '\(factory)'; a worker cannot import it",
                    at: application.location,
                    hint: "assign it at module level, as in app = \(factory)()"
                )
            ]
        }
        guard !isUsed else { return [] }
        let ways = application.otherRoutes
        return [
            Diagnostic(
                .unusableApplication,
                severity: .warning,
                ways.isEmpty
                    ? "the FastAPI application '\(application.variable)' has no routes in \(application.file) and is not deployed"
                    : "the FastAPI application '\(application.variable)' gets its routes from \(ways.joined(separator: ", ")) only and is not deployed",
                at: application.location,
                hint: "add mothership.py with mothership = CpuLiveLoadBalancer(name=\"mothership\") to deploy it"
            )
        ]
    }
}
