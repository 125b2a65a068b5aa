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

    /// A requirement of the user with what counts in its place.
    struct RootRequirement: Sendable {
        var declared: DeclaredRequirement
        var applied: AppliedRequirement
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
    /// The user's requirements and overrides that count for the target, by package.
    var declared: [PackageName: [DeclaredRequirement]] = [:]
    /// The user's limits that count for the target, by package.
    var constraints: [PackageName: [DeclaredRequirement]] = [:]
    var specifierSlots: [SolverPackage: [VersionSpecifiers: SlotSet]] = [:]
    var shared: [SharedDependency: IncompatibilityIndex] = [:]
    /// The requirements of each node and version that the solver knows.
    var dependencies: [SolverPackage: [Int32: [AppliedRequirement]]] = [:]
    /// Why versions turned out to be unusable once looked at.
    var lateReasons: [SolverPackage: [Int32: UnusableReason]] = [:]
    /// The requirements by URL that versions turned out to have.
    var urlDependencies: [SolverPackage: [Int32: Requirement]] = [:]
    /// Which packages stood in each other's way.
    var conflicts = ConflictHistory()
    /// The version whose dependencies were added last.
    var attempt: (node: SolverPackage, slot: Int32)?
    /// The number of versions tried when further ones were last requested, by package.
    var expected: [SolverPackage: Int] = [:]
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
        let roots = requirements.flatMap { declared in
            scope.applied([declared.requirement], extra: nil).map { RootRequirement(declared: declared, applied: $0) }
        }
        declared = scope.overrides
        for root in roots where root.applied.override == nil {
            declared[root.declared.requirement.name, default: []].append(root.declared)
        }
        for limit in options.constraints where scope.applies(limit.requirement, extra: nil) {
            constraints[limit.requirement.name, default: []].append(limit)
        }
        await requests.expect(roots.map(\.applied.requirement))
        for root in roots where scope.exclusion(of: root.applied.requirement.name) == nil { try await require(root) }
        while true {
            try Task.checkCancellation()
            if let contradiction = solver.propagate() {
                throw ResolutionError.unsatisfiable(ExplanationWriter(self, contradiction: contradiction).explanation())
            }
            if reorder() { continue }
            guard let node = nextNode() else { return try await resolution(of: roots) }
            let slot = chosenSlot(of: node)
            let release = releaseSlot(of: node, slot)
            if dependencies[node]?[release] == nil {
                try await addDependencies(of: node, slot: release)
                attempt = (node, slot)
            } else {
                solver.decide(node, slot: slot)
            }
        }
    }
}
