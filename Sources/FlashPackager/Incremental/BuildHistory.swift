import ArtifactCache
import Digests
import ManifestGen
import PythonPackaging

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The last successful build of a project: recorded when it ends, and reported again while nothing has changed.
struct BuildHistory: Sendable {
    private let inputs: BuildInputs
    private let options: BuildOptions
    private let fingerprint: SHA256Digest
    private let key: ResultKey

    private static let stage = "build"
    /// How long the wheels of a build that is found again and again may go without being marked as used, in seconds.
    private static let renewal: Int64 = 3600

    /// Creates the history of a project that is built by the program `tool`.
    init(_ inputs: BuildInputs, options: BuildOptions, tool: String) throws(BuildFailure) {
        self.inputs = inputs
        self.options = options
        fingerprint = BuildFingerprint.digest(
            of: inputs,
            options,
            time: try BuildTime(inputs.project.files, environment: options.environment),
            tool: tool
        )
        let name = "\(Self.stage) 1\n\(inputs.project.root)\n\(options.outputName ?? "")"
        key = ResultKey(stage: Self.stage, input: SHA256Digest(of: name))
    }

    /// Returns the record of the last build if building again would give the same, and its outputs are in place.
    func current(in output: OutputDirectory) -> BuildRecord? {
        guard !options.keepsBuildTree, !options.refreshesIndex, let result = try? inputs.store.result(for: key),
            var record = try? JSONDecoder().decode(BuildRecord.self, from: Data(result.value)),
            record.fingerprint == fingerprint, record.reads.allSatisfy(\.isCurrent), isEnvironmentSame(record),
            record.directories.allSatisfy(\.isCurrent),
            !options.digestsTarStream || record.report.artifact?.tarSHA256 != nil
        else { return nil }
        let now = FileIdentity.now
        guard let archive = holds(record, in: output) else { return nil }
        let isSettled = archive.isSettledOutput(at: now)
        if archive != record.archive || isSettled != record.isArchiveSettled
            || now / 1_000_000_000 - result.recordedAt > Self.renewal
        {
            record.archive = archive
            record.isArchiveSettled = isSettled
            for wheel in record.wheels { _ = try? WheelIngest(store: inputs.store, form: record.form).known(wheel) }
            write(record)
        }
        return record
    }

    /// Records a build that has just published `report`.
    ///
    /// - Parameters:
    ///   - report: The report, with the published outputs.
    ///   - collection: What was read about the dependencies.
    ///   - plan: The packages. Without a lock file the index would have to be asked again, so nothing is recorded.
    ///   - form: The form of the packages in the archive.
    ///   - events: What was told on the way.
    func record(
        _ report: BuildReport,
        _ collection: RequirementCollection,
        _ plan: DependencyPlan,
        in form: PackageForm,
        events: [RecordedEvent]
    ) {
        // Files on servers may have changed since.
        let now = FileIdentity.now
        guard !options.keepsBuildTree, collection.remote?.contents.isEmpty ?? true,
            plan.packages.isEmpty || plan.lockFile != nil,
            let artifact = report.artifact, let archive = FileIdentity(at: artifact.path)
        else { return }
        let lockPath = "\(inputs.project.root)/\(LockFile.filename)"
        let lock = (plan.lockFile ?? FileAccess.contents(of: lockPath)).map { SHA256Digest(of: $0) }
        let local = plan.packages.map(\.wheel).filter(\.isLocal).map { wheel in
            let path = wheel.url.hasPrefix("/") ? wheel.url : "\(inputs.project.root)/\(wheel.url)"
            return BuildRecord.ReadFile(path: path, digest: wheel.sha256)
        }
        write(
            BuildRecord(
                fingerprint: fingerprint,
                reads: collection.reads + local + [BuildRecord.ReadFile(path: lockPath, digest: lock)],
                directories: collection.directories.compactMap { path in
                    (try? DirectorySnapshot(path, label: path)).map { .init(path: path, digest: $0.digest) }
                },
                environment: collection.quotesEnvironment
                    ? BuildFingerprint.digest(ofEnvironment: options.environment) : nil,
                archive: archive,
                isArchiveSettled: archive.isSettledOutput(at: now),
                form: form,
                wheels: plan.packages.map(\.wheel.sha256),
                events: events,
                report: report
            )
        )
    }

    private func isEnvironmentSame(_ record: BuildRecord) -> Bool {
        record.environment == nil
            || record.environment == BuildFingerprint.digest(ofEnvironment: options.environment)
    }

    /// Returns the identity of the archive in place if archive and manifest are those of `record`.
    ///
    /// An archive that may have been touched is read.
    private func holds(_ record: BuildRecord, in output: OutputDirectory) -> FileIdentity? {
        guard let artifact = record.report.artifact, FileAccess.directory(of: artifact.path) == output.path,
            let manifest = record.report.manifest, manifest.path == "\(output.path)/\(Manifest.filename)",
            FileAccess.contents(of: manifest.path).map({ SHA256Digest(of: $0) }) == manifest.sha256,
            let archive = FileIdentity(at: artifact.path), archive.bytes == artifact.bytes
        else { return nil }
        if archive == record.archive, record.isArchiveSettled { return archive }
        return SHA256Digest(ofFileAt: artifact.path) == artifact.sha256 ? archive : nil
    }

    /// A store that fails only costs time.
    private func write(_ record: BuildRecord) {
        guard let value = try? JSONEncoder().encode(record) else { return }
        try? inputs.store.record(ActionResult(value: Array(value)), for: key, durability: .relaxed)
    }
}
