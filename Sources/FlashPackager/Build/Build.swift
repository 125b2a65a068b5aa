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
        let inputs = try await clock.measure(.files) { () throws(BuildFailure) in try BuildInputs(options) }
        let output = options.isDryRun ? nil : try OutputDirectory(projectPath: inputs.project.root)
        let history = try BuildHistory(inputs, options: options, tool: tool)
        if let output, let record = history.current(in: output) { return repeated(record) }
        let (prepared, chosen) = try await plan(inputs, upgrading: false)
        try prepared.budget(chosen).checkBeforeDownload(chosen)
        guard let output else {
            return prepared.report(chosen, packages: nil, warnings: log.warnings, clock: clock)
        }
        let plan = try await clock.measure(.fetch) { () async throws(BuildFailure) in
            try await prepared.complete(chosen)
        }
        let (packages, hits, artifact) = try await assemble(prepared, plan, in: output)
        if let warning = artifact.warning { observer.observe(.warning(warning)) }
        var report = prepared.report(plan, packages: packages, warnings: log.warnings, clock: clock)
        report.cache.hits += hits
        report.cache.misses += packages.count - hits
        try await clock.measure(.publish) { () throws(BuildFailure) in
            try prepared.publish(artifact, plan, in: output, report: &report)
        }
        report.timings = clock.timings
        history.record(report, prepared.collection, plan, events: log.events)
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
        let prepared = try PreparedBuild(inputs, options: options, observer: observer)
        let findings = prepared.diagnostics(prepared.declaredPackages)
        if findings.isEmpty { try prepared.scan.requireFunctions(in: inputs.project) }
        return findings
    }

    /// Resolves the project's requirements and writes the lock file.
    ///
    /// - Parameter upgrading: whether the newest versions are chosen again, whatever is locked.
    /// - Returns: the packages; nothing was downloaded.
    /// - Throws: what keeps the requirements from being resolved; the lock file is then as it was.
    public func lock(upgrading: Bool) async throws(BuildFailure) -> BuildReport {
        let inputs = try BuildInputs(options)
        let (prepared, plan) = try await plan(inputs, upgrading: upgrading, forgivesLock: true)
        var report = prepared.report(plan, packages: nil, warnings: log.warnings, clock: clock)
        if let lockFile = plan.lockFile {
            let output = try OutputDirectory(projectPath: inputs.project.root)
            report.lockPath = try prepared.publishLock(lockFile, in: output)
        }
        return report
    }

    /// Lists the files that go in and those that stay out.
    public func listFiles() throws(BuildFailure) -> FileListing {
        FileListing(try Project(options))
    }

    /// Fetches the packages and composes the archive; a segment that turns out damaged is set aside and made anew.
    private func assemble(
        _ prepared: PreparedBuild,
        _ plan: DependencyPlan,
        in output: OutputDirectory
    ) async throws(BuildFailure) -> (packages: [FetchedPackage], hits: Int, artifact: ComposedOutputs) {
        var (packages, hits) = try await fetch(plan, prepared)
        try prepared.checkImports(packages, plan)
        try prepared.checkConflicts(packages, plan)
        // Every attempt sets one part aside: a package's segment or the project's own.
        for _ in 0...plan.packages.count {
            do throws(BuildFailure) {
                return (packages, hits, try await compose(packages, plan, prepared, in: output))
            } catch {
                guard error.isDamagedStore else { throw error }
            }
            (packages, hits) = try await fetch(plan, prepared)
        }
        return (packages, hits, try await compose(packages, plan, prepared, in: output))
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
        in output: OutputDirectory
    ) async throws(BuildFailure) -> ComposedOutputs {
        try await clock.measure(.compose) { () throws(BuildFailure) in
            try prepared.compose(packages, plan, in: output)
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

    private func plan(
        _ inputs: BuildInputs,
        upgrading: Bool,
        forgivesLock: Bool = false
    ) async throws(BuildFailure) -> (PreparedBuild, DependencyPlan) {
        let prepared = try await clock.measure(.scan) { () throws(BuildFailure) in
            try PreparedBuild(inputs, options: options, observer: observer)
        }
        try prepared.checkSources()
        try prepared.scan.requireFunctions(in: inputs.project)
        return try await clock.measure(.resolve) { () async throws(BuildFailure) in
            var prepared = prepared
            let lockFile = prepared.lockFile(forgivesDamage: forgivesLock)
            try await prepared.nameSources(upgrading ? nil : lockFile)
            let plan = try await prepared.planner(options, observer).plan(lockFile: lockFile, upgrading: upgrading)
            return (prepared, plan)
        }
    }
}
