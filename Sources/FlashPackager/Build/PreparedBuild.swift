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
    private(set) var dependencies: DependencyContext

    /// Scans the sources and collects what they require.
    init(_ inputs: BuildInputs, options: BuildOptions, observer: any BuildObserver) async throws(BuildFailure) {
        self.inputs = inputs
        self.options = options
        self.observer = observer
        let (project, store) = (inputs.project, inputs.store)
        for excluded in project.excluded where excluded.reason.isUnexpected {
            observer.observe(.warning("\(excluded.path) is left out: \(excluded.reason)."))
        }
        scan = try ProjectScan(inputs, environment: options.environment)
        var collection = try await RequirementCollection(
            project,
            options,
            remote: RemoteFiles(options, store: store)
        )
        try collection.add(scan.scanned.functions, display: scan.display)
        let remotePaths = Set(scan.scanned.functions.map(\.path))
        for file in project.files where remotePaths.contains(file.path) { try collection.addScriptBlock(of: file) }
        if collection.options.holdsCredentials {
            observer.observe(
                .warning(
                    "a requirement file names an index with a password, and goes into the artifact; "
                        + "give the index by --index-url or FLASH_INDEX_URL, or the password by netrc."
                )
            )
        }
        dependencies = try DependencyContext(
            collection,
            options: options,
            store: store,
            observer: observer
        )
    }

    /// The same build with the archive in another form.
    func forming(_ form: PackageForm) -> PreparedBuild {
        var build = self
        build.dependencies = dependencies.forming(form)
        return build
    }

    /// Finds out which packages the unnamed sources are.
    mutating func nameSources(_ lockFile: [UInt8]?) async throws(BuildFailure) {
        dependencies = try await dependencies.naming(lockFile)
    }

    var project: Project { inputs.project }
    var store: ArtifactStore { inputs.store }
    var collection: RequirementCollection { dependencies.collection }
    var target: Target { dependencies.target }
    var client: IndexClient { dependencies.client }

    /// The path of the lock file.
    var lockPath: String { "\(project.root)/\(LockFile.filename)" }

    /// Says when a local wheel that is installed goes in as a file, too.
    func warnAboutPackedWheels(_ plan: DependencyPlan) {
        let local = plan.packages.map(\.wheel).filter(\.isLocal)
        guard !local.isEmpty else { return }
        let files = Set(project.files.map(\.path))
        for wheel in local where files.contains(wheel.url) {
            observer.observe(
                .warning("\(wheel.url) is installed and also packed as a file; name its folder in .flashignore.")
            )
        }
    }

    /// Holds an archive of `plan` to its limit.
    func budget(_ plan: DependencyPlan) -> SizeBudget {
        let image = BaseImage(plan, requirements: collection.requirements, scanned: scan.scanned)
        return SizeBudget(limit: target.sizeLimit, baseImage: image.provided, form: target.form)
    }

    /// What is known of the packages before any is resolved: the lock file's when it answers the requirements, else
    /// what is declared.
    var declaredPackages: AvailablePackages {
        // Without sources nothing is said about packages, and the lock file need not be read.
        if !scan.scanned.modules.isEmpty,
            let lock = dependencies.planner.current(FileAccess.contents(of: lockPath))
        {
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

    /// Reports what among `findings` depends on the packages' own modules; errors end the build.
    func checkImports(_ findings: [Diagnostic]) throws(BuildFailure) {
        try report(findings.filter { Self.needsPackages.contains($0.code) })
    }

    /// Whether no package can make an error go away, because none will be in the artifact.
    private func isCertain(_ finding: Diagnostic) -> Bool {
        finding.severity == .error && collection.requirements.isEmpty
    }

    /// Every finding, with the modules of the packages known.
    func findings(_ contents: PackageContents, _ plan: DependencyPlan) -> [Diagnostic] {
        diagnostics(.installed(modules: contents.modules, excluded: plan.excluded.map(\.name) + excludedNames))
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
