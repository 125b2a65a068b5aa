import ArtifactArchive
import ArtifactCache
import Digests
import HTTPTransport
import ManifestGen
import PythonPackaging
import Synchronization

/// Everything known of a project before its packages are chosen.
struct PreparedBuild: Sendable {
    let inputs: BuildInputs
    let options: BuildOptions
    let observer: any BuildObserver
    let scan: ProjectScan
    private(set) var collection: RequirementCollection
    let target: Target
    let client: IndexClient
    let sources: SourceDistributions

    /// Scans the sources and collects what they require.
    init(_ inputs: BuildInputs, options: BuildOptions, observer: any BuildObserver) throws(BuildFailure) {
        self.inputs = inputs
        self.options = options
        self.observer = observer
        let (project, store) = (inputs.project, inputs.store)
        for excluded in project.excluded where excluded.reason.isUnexpected {
            observer.observe(.warning("\(excluded.path) is left out: \(excluded.reason)."))
        }
        scan = try ProjectScan(inputs, environment: options.environment)
        var collection = try RequirementCollection(project, environment: options.environment)
        try collection.add(scan.scanned.functions, display: scan.display)
        if collection.options.holdsCredentials {
            observer.observe(
                .warning(
                    "a requirement file names an index with a password, and goes into the artifact; "
                        + "give the index by --index-url or FLASH_INDEX_URL, or the password by netrc."
                )
            )
        }
        for note in collection.notes { observer.observe(.warning(note)) }
        if !collection.options.findLinks.isEmpty || collection.options.noIndex {
            observer.observe(
                .warning("--find-links and --no-index in requirement files are not used; an index is asked.")
            )
        }
        self.collection = collection
        target = try Target(options, collection)
        if !target.sources.allowsBuilds { try collection.refuseBuilds(for: target.platform) }
        client = IndexClient(
            indexes: target.indexes,
            store: store,
            http: HTTPClient(
                configuration: HTTPClientConfiguration(environment: options.environment, version: ToolVersion.current)
            ),
            policy: IndexPolicy(isOffline: options.isOffline, refreshes: options.refreshesIndex)
        )
        let builder = SourceBuilder(
            store: store,
            platform: target.platform,
            indexes: target.indexes,
            isOffline: options.isOffline,
            environment: options.environment,
            observer: observer
        )
        sources = SourceDistributions(client: client, builder: builder, root: project.root)
    }

    var project: Project { inputs.project }
    var store: ArtifactStore { inputs.store }

    /// The path of the lock file.
    var lockPath: String { "\(project.root)/\(LockFile.filename)" }

    /// The lock file's content; `nil` when there is none, or when it is damaged and will be written anew.
    func lockFile(forgivesDamage: Bool) -> [UInt8]? {
        guard let content = FileAccess.contents(of: lockPath) else { return nil }
        if forgivesDamage, (try? LockFile(content)) == nil {
            observer.observe(.warning("\(LockFile.filename) is damaged; it is written anew."))
            return nil
        }
        return content
    }

    /// Holds an archive of `plan` to its limit.
    func budget(_ plan: DependencyPlan) -> SizeBudget {
        let image = BaseImage(plan, requirements: collection.requirements, scanned: scan.scanned)
        return SizeBudget(limit: target.sizeLimit, baseImage: image.provided)
    }

    /// The planner for these requirements.
    func planner(_ options: BuildOptions, _ observer: any BuildObserver) -> DependencyPlanner {
        DependencyPlanner(
            options: options,
            target: target,
            requirements: collection.requirements,
            constraints: collection.constraints,
            requiresHashes: collection.options.requireHashes,
            client: client,
            sources: sources,
            root: project.root,
            observer: observer
        )
    }

    /// Finds out which packages the unnamed sources are.
    ///
    /// - Parameter lockFile: the lock file's content, which may tell without asking anyone.
    mutating func nameSources(_ lockFile: [UInt8]?) async throws(BuildFailure) {
        let naming = SourceNaming(
            sources: sources,
            client: client,
            root: project.root,
            platform: target.platform,
            lock: lockFile.flatMap { try? LockFile($0) }
        )
        try await naming.name(&collection)
        await sources.expect(collection.requirements)
    }

    /// Builds again what is locked and has left the store.
    func complete(_ plan: DependencyPlan) async throws(BuildFailure) -> DependencyPlan {
        var plan = plan
        for (position, package) in plan.packages.enumerated() {
            guard let built = package.built else { continue }
            do {
                let segment = try WheelIngest(store: store).known(built.sha256)
                if let segment, try store.blob(segment.digest) != nil { continue }
                if try store.blob(built.sha256) != nil { continue }
                let wheel = try await sources.rebuilt(package.name, package.version, built.source)
                guard wheel.sha256 != built.sha256 else { continue }
                observer.observe(
                    .warning(
                        "\(package.name.normalized) \(package.version) was built again from its locked source, and the "
                            + "wheel is not the recorded one to the byte, as other versions of build tools may cause."
                    )
                )
                plan.packages[position].wheel = PlannedWheel(
                    filename: wheel.filename.filename,
                    url: wheel.file.url,
                    sha256: wheel.sha256,
                    bytes: wheel.bytes
                )
            } catch {
                throw BuildFailure(describing: error)
            }
        }
        return plan
    }

    /// What is known of the packages before any is resolved: the lock file's when it answers the requirements, else
    /// what is declared.
    var declaredPackages: AvailablePackages {
        if let lock = planner(options, observer).current(FileAccess.contents(of: lockPath)) {
            let excluded = lock.excluded.map(\.name.normalized)
            return .resolved(lock.packages.map(\.name.normalized), excluded: excluded + excludedNames)
        }
        return .declared(collection.requirements.map(\.requirement.name.normalized), excluded: excludedNames)
    }

    /// The names that are left to the base image, as far as they are known without resolving.
    private var excludedNames: [String] {
        let declared = collection.requirements.map(\.requirement.name).filter { name in
            target.exclusions.contains { $0.matches(name) }
        }
        return target.exclusions.map(\.description) + declared.map(\.normalized)
    }

    /// Every finding about the sources, given what is known of the packages.
    func diagnostics(_ packages: AvailablePackages) -> [Diagnostic] {
        scan.diagnostics(packages: packages, pythonMinor: target.platform.pythonVersion.minor)
    }

    /// Reports what can be said before the packages are known; errors end the build.
    ///
    /// When the build ends here, what the packages may still decide is told as well, so that all can be fixed at once.
    func checkSources() throws(BuildFailure) {
        let findings = diagnostics(declaredPackages)
        let certain = findings.filter { !Self.needsPackages.contains($0.code) || isCertain($0) }
        let ends = certain.contains { $0.severity == .error }
        try report(ends ? findings.filter { $0.code != .uselessSuppression } : certain)
    }

    /// Reports what depends on the packages' own modules; errors end the build.
    func checkImports(_ packages: [FetchedPackage], _ plan: DependencyPlan) throws(BuildFailure) {
        try report(findings(packages, plan).filter { Self.needsPackages.contains($0.code) })
    }

    /// Whether no package can make an error go away, because none will be in the artifact.
    private func isCertain(_ finding: Diagnostic) -> Bool {
        finding.severity == .error && collection.requirements.isEmpty
    }

    /// Every finding, with the modules of the packages known.
    func findings(_ packages: [FetchedPackage], _ plan: DependencyPlan) -> [Diagnostic] {
        var modules: Set<String> = []
        for package in packages {
            for file in package.segment.files {
                modules.insert(String(file.path.prefix { $0 != "/" && $0 != "." }))
            }
        }
        return diagnostics(.installed(modules: modules, excluded: plan.excluded.map(\.name) + excludedNames))
    }

    /// Rules that are decided by what the packages contain.
    private static let needsPackages: Set<DiagnosticCode> = [
        .undeclaredDependency, .moduleLevelImport, .uselessSuppression,
    ]

    private func report(_ findings: [Diagnostic]) throws(BuildFailure) {
        for finding in findings { observer.observe(.diagnostic(finding)) }
        let errors = findings.filter { $0.severity == .error }
        guard let first = errors.first else { return }
        throw BuildFailure(
            .badInput,
            code: "diagnostics",
            errors.count == 1
                ? "The sources have an error (\(first.code.rawValue)); nothing was built."
                : "The sources have \(errors.count) errors; nothing was built.",
            at: first.location,
            hint: first.hint
        )
    }
}
