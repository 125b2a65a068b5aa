import ArtifactArchive
import ArtifactCache
import Digests
import HTTPTransport
public import ManifestGen
import PythonPackaging

/// A build of one project: from its directory to a manifest and an archive.
///
/// The stages follow each other, and each takes values and gives values; nothing is written in the project before the
/// last one.
public struct Build: Sendable {
    private let options: BuildOptions
    private let observer: any BuildObserver
    private let clock: BuildClock
    private let log: EventLog
    private let tool: String

    /// Creates a build that tells `observer` how it goes.
    public init(options: BuildOptions, observer: any BuildObserver) {
        self.init(options: options, observer: observer, tool: ToolVersion.identity)
    }

    /// Creates a build by the program `tool`; what another program recorded is not taken up.
    init(options: BuildOptions, observer: any BuildObserver, tool: String) {
        self.options = options
        self.tool = tool
        log = EventLog(observer)
        self.observer = log
        clock = BuildClock(observer: observer)
    }

    /// Packages the project, or finds that the last build's outputs are in place and nothing has changed since.
    ///
    /// - Throws: what keeps it from being packaged; the previous outputs are then as they were.
    public func run() async throws(BuildFailure) -> BuildReport {
        let retention = try WheelRetention(environment: options.environment)
        let inputs = try await clock.measure(.files) { () throws(BuildFailure) in try BuildInputs(options) }
        let output = options.isDryRun ? nil : try OutputDirectory(projectPath: inputs.project.root)
        let history = try BuildHistory(inputs, options: options, tool: tool)
        if let output, let record = history.current(in: output) { return repeated(record) }
        let expected = OutputName.expected(by: options)
        return try await opening(expected, of: inputs, in: output) { bases, base async throws(BuildFailure) in
            let (prepared, chosen) = try await plan(inputs)
            let name = prepared.target.outputName
            guard name != expected else {
                return try await make(prepared, chosen, in: output, history, bases, continuing: base, retention)
            }
            base?.cancel()
            _ = await base?.value
            return try await opening(name, of: inputs, in: output) { bases, base async throws(BuildFailure) in
                try await make(prepared, chosen, in: output, history, bases, continuing: base, retention)
            }
        }
    }

    /// Runs `body` while an archive of this name that the new one can begin with is looked for.
    private func opening<Result>(
        _ name: String,
        of inputs: BuildInputs,
        in output: OutputDirectory?,
        _ body: (ArchiveBases, ArchiveBases.Opening?) async throws(BuildFailure) -> Result
    ) async throws(BuildFailure) -> Result {
        let bases = ArchiveBases(root: inputs.project.root, outputName: name, store: inputs.store)
        let base = output.map { bases.opening(name, in: $0) }
        do throws(BuildFailure) {
            return try await body(bases, base)
        } catch {
            // The directory's temporary files are removed when nobody writes there any more.
            base?.cancel()
            _ = await base?.value
            throw error
        }
    }

    private func make(
        _ prepared: PreparedBuild,
        _ chosen: DependencyPlan,
        in output: OutputDirectory?,
        _ history: BuildHistory,
        _ bases: ArchiveBases,
        continuing base: ArchiveBases.Opening?,
        _ retention: WheelRetention
    ) async throws(BuildFailure) -> BuildReport {
        try prepared.budget(chosen).checkBeforeDownload(chosen)
        guard let output else {
            return prepared.report(chosen, packages: nil, warnings: log.warnings, clock: clock)
        }
        let plan = try await clock.measure(.fetch) { () async throws(BuildFailure) in
            try await prepared.dependencies.completing(chosen)
        }
        let made = try await assemble(prepared, plan, in: output, continuing: base)
        let build = made.build
        if let warning = made.outputs.warning { observer.observe(.warning(warning)) }
        var report = build.report(
            made.plan,
            packages: (made.packages, made.findings),
            warnings: log.warnings,
            clock: clock
        )
        report.cache.hits += made.hits
        report.cache.misses += made.packages.count - made.hits
        try await clock.measure(.publish) { () throws(BuildFailure) in
            try build.publish(made.outputs, made.plan, in: output, bases: bases, report: &report)
            if options.keepsBuildTree {
                try build.keepTree(made.packages, own: made.outputs.ownParts, in: output)
            }
        }
        report.timings = clock.timings
        history.record(report, build.collection, made.plan, in: build.target.form, events: log.events)
        if retention == .drop {
            // The outputs are in place; what cannot be removed now can be later.
            let wheels = made.plan.packages.map(\.wheel.sha256)
            _ = try? WheelRetention.drop(wheels, from: prepared.store, havingAnyOf: [build.target.form])
        }
        for notice in prepared.store.takeNotices() {
            observer.observe(.warning(notice.message))
            report.warnings.append(notice.message)
        }
        return report
    }

    /// Checks the project's sources without packaging them.
    ///
    /// - Returns: every finding, in source order.
    public func check() async throws(BuildFailure) -> [Diagnostic] {
        let inputs = try BuildInputs(options)
        let prepared = try await PreparedBuild(inputs, options: options, observer: observer)
        let findings = prepared.diagnostics(prepared.declaredPackages)
        if findings.isEmpty { try prepared.scan.requireFunctions(in: inputs.project) }
        return findings
    }

    /// Finds the packages the project would be built with, and how they depend on each other.
    ///
    /// - Returns: the tree; nothing is written in the project, and no wheel is downloaded that the index describes.
    /// - Throws: what keeps the requirements from being resolved.
    public func tree() async throws(BuildFailure) -> DependencyTree {
        let (prepared, plan) = try await plan(try BuildInputs(options))
        return try DependencyTree(plan, of: prepared)
    }

    /// Compares the lock file with the versions the index has.
    ///
    /// - Returns: the packages with newer versions; nothing is written in the project.
    /// - Throws: `no-lock` without a lock file, and what keeps the index from answering.
    public func outdated() async throws(BuildFailure) -> OutdatedReport {
        var prepared = try await PreparedBuild(try BuildInputs(options), options: options, observer: observer)
        try await prepared.nameSources(FileAccess.contents(of: prepared.lockPath))
        let planner = prepared.dependencies.planner
        guard let lock = try planner.decode(FileAccess.contents(of: prepared.lockPath)) else {
            throw BuildFailure(
                .badInput,
                code: "no-lock",
                "There is no lock file \(prepared.lockPath) to compare with the index.",
                hint: "Run `flash lock` first."
            )
        }
        if let mismatch = planner.mismatches(of: lock).first {
            observer.observe(.warning("the lock file does not answer the requirements: \(mismatch); run `flash lock`"))
        }
        return OutdatedReport(
            lockPath: prepared.lockPath,
            lockedPackages: lock.packages.count,
            packages: try await OutdatedSearch(lock, planner: planner).packages()
        )
    }

    /// Lists the files that go in and those that stay out.
    public func listFiles() throws(BuildFailure) -> FileListing {
        FileListing(try Project(options))
    }

    /// What a build has made, of what, and in which form.
    private struct Assembly {
        var build: PreparedBuild
        var plan: DependencyPlan
        var packages: [FetchedPackage]
        var findings: [Diagnostic]
        /// How many packages were in the store.
        var hits: Int
        var outputs: ComposedOutputs
    }

    /// Fetches the packages and composes the archive.
    ///
    /// A segment that turns out damaged is set aside and made anew. Where the archive is too large, everything is
    /// compressed anew, as much as gzip allows.
    private func assemble(
        _ prepared: PreparedBuild,
        _ plan: DependencyPlan,
        in output: OutputDirectory,
        continuing base: ArchiveBases.Opening?
    ) async throws(BuildFailure) -> Assembly {
        var (build, plan) = (prepared, plan)
        var (packages, hits) = try await fetch(plan, build)
        let contents = PackageContents(of: packages, in: prepared.store)
        if !options.skipsTransitiveDependencies {
            try MetadataCheck(
                target: build.target,
                overridden: build.dependencies.planner.overriddenNames,
                store: build.store
            ).check(plan)
        }
        let findings = build.findings(contents, plan)
        try build.checkImports(findings)
        try build.checkConflicts(packages, contents, plan)
        var opened = await base?.value
        var attempt: TooLargeForm?
        // Every damage sets one part aside: a package's segment or one of the project's own.
        let parts = plan.packages.count + build.project.files.count
        var repairs = parts + 1
        while true {
            do throws(BuildFailure) {
                switch try await compose(packages, plan, build, in: output, continuing: opened, after: attempt) {
                case .composed(let outputs):
                    return Assembly(
                        build: build,
                        plan: plan,
                        packages: packages,
                        findings: findings,
                        hits: hits,
                        outputs: outputs
                    )
                case .tooLarge(let bytes, let smaller):
                    attempt = (build.target.form, bytes)
                    observer.observe(
                        .note("the archive would take \(ByteCount.format(bytes)); everything is compressed anew")
                    )
                    build = build.forming(smaller)
                    plan = try await build.dependencies.completing(plan)
                    repairs = parts + 1
                }
            } catch {
                guard error.isDamagedStore, repairs > 0 else { throw error }
                repairs -= 1
                opened = nil
            }
            (packages, hits) = try await fetch(plan, build)
        }
    }

    private func fetch(
        _ plan: DependencyPlan,
        _ prepared: PreparedBuild
    ) async throws(BuildFailure) -> (packages: [FetchedPackage], hits: Int) {
        let fetch = PackageFetch(
            store: prepared.store,
            client: prepared.client,
            observer: observer,
            form: prepared.target.form
        )
        return try await clock.measure(.fetch) { () async throws(BuildFailure) in try await fetch.fetch(plan) }
    }

    private func compose(
        _ packages: [FetchedPackage],
        _ plan: DependencyPlan,
        _ prepared: PreparedBuild,
        in output: OutputDirectory,
        continuing base: ArchiveBases.Opened?,
        after attempt: TooLargeForm?
    ) async throws(BuildFailure) -> Composing {
        try await clock.measure(.compose) { () throws(BuildFailure) in
            try prepared.compose(packages, plan, in: output, continuing: base, after: attempt)
        }
    }

    /// Tells again what the build on `record` told.
    private func repeated(_ record: BuildRecord) -> BuildReport {
        for event in record.events { observer.observe(event.event) }
        var report = record.report
        report.isUpToDate = true
        report.timings = clock.timings
        return report
    }

    private func plan(_ inputs: BuildInputs) async throws(BuildFailure) -> (PreparedBuild, DependencyPlan) {
        let prepared = try await clock.measure(.scan) { () async throws(BuildFailure) in
            try await PreparedBuild(inputs, options: options, observer: observer)
        }
        try prepared.checkSources()
        try prepared.scan.requireFunctions(in: inputs.project)
        let (named, plan) = try await clock.measure(.resolve) { () async throws(BuildFailure) in
            var prepared = prepared
            let lockFile = FileAccess.contents(of: prepared.lockPath)
            try await prepared.nameSources(lockFile)
            let dependencies = prepared.dependencies
            let plan = try await dependencies.planner.plan(
                lockFile: lockFile,
                foreignVersions: { dependencies.foreignVersions(in: inputs.project.root) }
            )
            return (prepared, plan)
        }
        named.warnAboutPackedWheels(plan)
        return (named, plan)
    }
}
