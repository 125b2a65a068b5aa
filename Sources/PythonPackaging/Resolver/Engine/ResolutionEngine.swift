/// Turns requirements into incompatibilities, makes the decisions and asks for what it needs to know.
struct ResolutionEngine: Sendable {
    /// What a package of the solver stands for.
    enum Node: Hashable, Sendable {
        /// A package; its slots are its versions.
        case package(PackageName)
        /// An extra of a package; slot 1 means that it is asked for, at whatever version the package has.
        case extra(SolverPackage, PackageName)
    }

    /// Dependencies that can be told as one over many versions.
    struct SharedDependency: Hashable {
        var dependent: SolverPackage
        var package: SolverPackage
        var specifiers: VersionSpecifiers
    }

    let requests: ProviderRequests
    let platform: TargetPlatform
    let scope: RequirementScope
    let options: ResolverOptions

    var solver = PubGrub()
    var facts: [Fact] = []
    var nodes: [Node] = []
    var indexes: [Node: SolverPackage] = [:]
    /// The versions of each node that is a package.
    var known: [SolverPackage: KnownPackage] = [:]
    /// The versions of each package that its candidates or the options rule out.
    var unusable: [SolverPackage: SlotSet] = [:]
    /// The extras that something asked for, by package.
    var extras: [SolverPackage: [SolverPackage]] = [:]
    /// The user's requirements that count for the target, by package.
    var declared: [PackageName: [DeclaredRequirement]] = [:]
    /// The user's limits that count for the target, by package.
    var constraints: [PackageName: [DeclaredRequirement]] = [:]
    var specifierSlots: [SolverPackage: [VersionSpecifiers: SlotSet]] = [:]
    var shared: [SharedDependency: IncompatibilityIndex] = [:]
    /// The requirements of each node and version that the solver knows.
    var dependencies: [SolverPackage: [Int32: [Requirement]]] = [:]
    /// Why versions turned out to be unusable once looked at.
    var lateReasons: [SolverPackage: [Int32: UnusableReason]] = [:]
    /// The requirements by URL that versions turned out to have.
    var urlDependencies: [SolverPackage: [Int32: Requirement]] = [:]
    /// The fact that first mentioned each node.
    var firstMention: [SolverPackage: FactIndex] = [:]

    init(
        requests: ProviderRequests,
        platform: TargetPlatform,
        scope: RequirementScope,
        options: ResolverOptions
    ) {
        self.requests = requests
        self.platform = platform
        self.scope = scope
        self.options = options
    }

    /// Finds a resolution of the user's requirements.
    mutating func run(_ requirements: [DeclaredRequirement]) async throws -> Resolution {
        let applicable = requirements.filter { scope.applies($0.requirement, extra: nil) }
        for requirement in applicable { declared[requirement.requirement.name, default: []].append(requirement) }
        for limit in options.constraints where scope.applies(limit.requirement, extra: nil) {
            constraints[limit.requirement.name, default: []].append(limit)
        }
        await requests.expect(applicable.map(\.requirement))
        for requirement in applicable where scope.exclusion(of: requirement.requirement.name) == nil {
            try await require(requirement)
        }
        while true {
            try Task.checkCancellation()
            if let contradiction = solver.propagate() {
                throw ResolutionError.unsatisfiable(ExplanationWriter(self).explain(contradiction))
            }
            guard let node = nextNode() else { return try await resolution(of: applicable) }
            let slot = chosenSlot(of: node)
            if dependencies[node]?[releaseSlot(of: node, slot)] == nil {
                try await addDependencies(of: node, slot: releaseSlot(of: node, slot))
            } else {
                solver.decide(node, slot: slot)
            }
        }
    }
}
