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
        let bases = ArchiveBases(root: inputs.project.root, outputName: options.outputName, store: inputs.store)
        let base = output.map { bases.opening(options.outputName, in: $0) }
        do throws(BuildFailure) {
            return try await run(inputs, in: output, history, bases, retention, continuing: base)
        } catch {
            // The directory's temporary files are removed when nobody writes there any more.
            base?.cancel()
            _ = await base?.value
            throw error
        }
    }

    private func run(
        _ inputs: BuildInputs,
        in output: OutputDirectory?,
        _ history: BuildHistory,
        _ bases: ArchiveBases,
        _ retention: WheelRetention,
        continuing base: ArchiveBases.Opening?
    ) async throws(BuildFailure) -> BuildReport {
        let (prepared, chosen) = try await plan(inputs)
        try prepared.budget(chosen).checkBeforeDownload(chosen)
        guard let output else {
            return prepared.report(chosen, packages: nil, warnings: log.warnings, clock: clock)
        }
        let plan = try await clock.measure(.fetch) { () async throws(BuildFailure) in
            try await prepared.dependencies.completing(chosen)
        }
        let made = try await assemble(prepared, plan, in: output, continuing: base)
        if let warning = made.artifact.warning { observer.observe(.warning(warning)) }
        var report = prepared.report(
            plan,
            packages: (made.packages, made.contents),
            warnings: log.warnings,
            clock: clock
        )
        report.cache.hits += made.hits
        report.cache.misses += made.packages.count - made.hits
        try await clock.measure(.publish) { () throws(BuildFailure) in
            try prepared.publish(made.artifact, plan, in: output, bases: bases, report: &report)
            if options.keepsBuildTree {
                try prepared.keepTree(made.packages, own: made.artifact.ownParts, in: output)
            }
        }
        report.timings = clock.timings
        history.record(report, prepared.collection, plan, events: log.events)
        if retention == .drop {
            // The outputs are in place; what cannot be removed now can be later.
            _ = try? WheelRetention.drop(plan.packages.map(\.wheel.sha256), from: prepared.store)
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

    /// What a build is made of.
    private struct Assembly {
        var packages: [FetchedPackage]
        var contents: PackageContents
        /// How many packages were in the store.
        var hits: Int
        var artifact: ComposedOutputs
    }

    /// Fetches the packages and composes the archive; a segment that turns out damaged is set aside and made anew.
    private func assemble(
        _ prepared: PreparedBuild,
        _ plan: DependencyPlan,
        in output: OutputDirectory,
        continuing base: ArchiveBases.Opening?
    ) async throws(BuildFailure) -> Assembly {
        var (packages, hits) = try await fetch(plan, prepared)
        let contents = PackageContents(of: packages, in: prepared.store)
        if !options.skipsTransitiveDependencies {
            try MetadataCheck(
                target: prepared.target,
                overridden: prepared.dependencies.planner.overriddenNames,
                store: prepared.store
            ).check(plan)
        }
        try prepared.checkImports(contents, plan)
        try prepared.checkConflicts(packages, contents, plan)
        var opened = await base?.value
        // Every attempt sets one part aside: a package's segment or one of the project's own.
        for _ in 0...(plan.packages.count + prepared.project.files.count) {
            do throws(BuildFailure) {
                let artifact = try await compose(packages, plan, prepared, in: output, continuing: opened)
                return Assembly(packages: packages, contents: contents, hits: hits, artifact: artifact)
            } catch {
                guard error.isDamagedStore else { throw error }
            }
            opened = nil
            (packages, hits) = try await fetch(plan, prepared)
        }
        let artifact = try await compose(packages, plan, prepared, in: output, continuing: nil)
        return Assembly(packages: packages, contents: contents, hits: hits, artifact: artifact)
    }

    private func fetch(
        _ plan: DependencyPlan,
        _ prepared: PreparedBuild
    ) async throws(BuildFailure) -> (packages: [FetchedPackage], hits: Int) {
        let fetch = PackageFetch(store: prepared.store, client: prepared.client, observer: observer)
        return try await clock.measure(.fetch) { () async throws(BuildFailure) in try await fetch.fetch(plan) }
    }

    private func compose(
        _ packages: [FetchedPackage],
        _ plan: DependencyPlan,
        _ prepared: PreparedBuild,
        in output: OutputDirectory,
        continuing base: ArchiveBases.Opened?
    ) async throws(BuildFailure) -> ComposedOutputs {
        try await clock.measure(.compose) { () throws(BuildFailure) in
            try prepared.compose(packages, plan, in: output, continuing: base)
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
