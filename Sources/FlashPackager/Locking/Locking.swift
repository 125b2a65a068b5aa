import ArtifactCache
import ManifestGen
import PythonPackaging

/// Chooses the packages of a project, or of requirement files alone, and records them in a lock file (PEP 751).
public struct Locking: Sendable {
    private let options: BuildOptions
    private let lock: LockOptions
    private let observer: any BuildObserver
    private let clock: BuildClock
    private let log: EventLog

    /// Creates a run that tells `observer` how it goes.
    public init(options: BuildOptions, lock: LockOptions, observer: any BuildObserver) {
        self.options = options
        self.lock = lock
        log = EventLog(observer)
        self.observer = log
        clock = BuildClock(observer: observer)
    }

    /// Makes the lock and puts it in place; nothing else is downloaded or written.
    ///
    /// - Returns: the packages, and how they differ from those locked before.
    /// - Throws: what keeps the requirements from being resolved, or `stale-lock` when the lock is only checked and would
    ///   change; the lock file is then as it was.
    public func run() async throws(BuildFailure) -> LockReport {
        lock.requirementFiles.isEmpty ? try await lockProject() : try await lockFiles()
    }

    private func lockProject() async throws(BuildFailure) -> LockReport {
        let inputs = try BuildInputs(options)
        let prepared = try await clock.measure(.scan) { () async throws(BuildFailure) in
            try await PreparedBuild(inputs, options: options, observer: observer)
        }
        try prepared.checkSources()
        if prepared.collection.requirements.isEmpty {
            try prepared.scan.requireFunctions(in: inputs.project)
        }
        let root = inputs.project.root
        return try await record(prepared.dependencies, at: path(in: root), project: root) {
            prepared.diagnostics(prepared.declaredPackages)
        }
    }

    private func lockFiles() async throws(BuildFailure) -> LockReport {
        let root: String
        do throws(ProjectWalkError) {
            root = try ProjectWalk(root: options.directory).root
        } catch {
            throw BuildFailure(describing: error)
        }
        let store = try ArtifactStore(options)
        let remote = RemoteFiles(options, store: store)
        let dependencies = try DependencyContext(
            try await RequirementCollection(files: lock.requirementFiles, options, remote: remote),
            options: options,
            store: store,
            observer: observer
        )
        return try await record(dependencies, at: path(in: root), project: nil) { [] }
    }

    /// The lock file that is renewed; with nowhere to write, the project's own is still what versions are kept from.
    private func path(in root: String) -> String {
        guard case .file(let path) = lock.destination else { return "\(root)/\(LockFile.filename)" }
        return path.hasPrefix("/") ? path : "\(FileAccess.workingDirectory)/\(path)"
    }

    /// Plans, compares with the file at `path`, and replaces it; without a `project` directory, its files have no say.
    private func record(
        _ dependencies: DependencyContext,
        at path: String,
        project: String?,
        diagnostics: () -> [Diagnostic]
    ) async throws(BuildFailure) -> LockReport {
        let dependencies = dependencies.moved(to: FileAccess.directory(of: path))
        if case .file(let name) = lock.destination, let last = name.split(separator: "/").last.map(String.init),
            !LockFile.isStandardName(last)
        {
            observer.observe(.note("other tools take lock files only by the names pylock.toml and pylock.NAME.toml"))
        }
        let isFile = FileAccess.isRegularFile(path)
        let before = isFile ? dependencies.lockFile(at: path, forgivesDamage: !lock.isCheck) : nil
        var (planner, plan) = try await clock.measure(.resolve) { () async throws(BuildFailure) in
            let dependencies = try await dependencies.naming(lock.upgrade == .everything ? nil : before)
            let planner = dependencies.planner
            var plan = try await planner.plan(
                lockFile: before,
                upgrade: lock.upgrade,
                foreignVersions: { project.map(dependencies.foreignVersions(in:)) ?? [:] }
            )
            plan.packages = try await planner.sized(plan.packages)
            return (planner, plan)
        }
        if plan.lockFile == nil, lock.destination != .project { plan.lockFile = planner.emptyPlan.lockFile }
        let former = before.flatMap { try? LockFile($0) }?.versions ?? [:]
        let chosen = Dictionary(plan.packages.map { ($0.name, $0.version) }) { first, _ in first }
        let changes = LockChanges(from: former, to: chosen)
        let isUpToDate = plan.lockFile == before
        if lock.isCheck {
            guard isUpToDate else { throw Self.wouldChange(path, exists: before != nil, plan.staleness, changes) }
        } else if let content = plan.lockFile, !isUpToDate || lock.destination == .report {
            try write(content, to: path, project: project)
        }
        let written = plan.lockFile == nil || lock.destination == .report ? nil : path
        return LockReport(
            plan,
            path: written,
            changes: changes,
            isUpToDate: isUpToDate,
            diagnostics: diagnostics(),
            warnings: log.warnings,
            notes: log.notes,
            statistics: dependencies.client.statistics,
            timings: clock.timings
        )
    }

    private func write(_ content: [UInt8], to path: String, project: String?) throws(BuildFailure) {
        switch lock.destination {
        case .report: return
        case .file: try FileAccess.replace(path, with: content)
        case .project:
            guard let project else { return try FileAccess.replace(path, with: content) }
            let output = try OutputDirectory(projectPath: project)
            try output.publish([(try output.prepare(content, for: LockFile.filename), path)])
        }
    }

    private static func wouldChange(
        _ path: String,
        exists: Bool,
        _ reasons: [String],
        _ changes: LockChanges
    ) -> BuildFailure {
        var details = ""
        if exists { details = (reasons.prefix(5) + (changes.isEmpty ? [] : ["\(changes)"])).joined(separator: "; ") }
        let problem = exists ? "would change" : "does not exist"
        return BuildFailure(
            .badInput,
            code: "stale-lock",
            "\(path) \(problem)" + (details.isEmpty ? "." : ": \(details)."),
            hint: "Run `flash lock` with the same options and commit the file."
        )
    }
}
