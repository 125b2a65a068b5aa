import ArtifactArchive
import ArtifactCache
import Digests
import ManifestGen
import PythonPackaging

/// An archive and a manifest that are written but not yet in place.
struct ComposedOutputs: Sendable {
    var archive: ComposedArchive
    var archivePath: String
    var manifest: [UInt8]
    var manifestPath: String
    /// The parts behind the packages: the project's own files and the manifest.
    var ownParts: [ArtifactPart]
    var warning: String?
    /// What the archive was made of, if not of segments alone.
    var origin: ArchiveBases.Origin?
}

/// What came of composing.
enum Composing: Sendable {
    /// The outputs are written.
    case composed(ComposedOutputs)
    /// An archive of so many bytes is too large, and one of another form may not be; nothing was written.
    case tooLarge(UInt64, smaller: PackageForm)
}

/// A form whose archive was too large, and its size in bytes.
typealias TooLargeForm = (form: PackageForm, bytes: UInt64)

extension PreparedBuild {
    /// Writes the archive and the manifest to temporary files; the archive begins with what it shares with `opened`.
    ///
    /// - Parameters:
    ///   - packages: the packages, in the form of the target.
    ///   - plan: what they are from.
    ///   - output: the directory of the outputs.
    ///   - opened: an archive to begin with.
    ///   - attempt: what was tried before.
    /// - Returns: the outputs, or the form in which to try again.
    /// - Throws: `size-limit` when the archive is too large and no other form would help.
    func compose(
        _ packages: [FetchedPackage],
        _ plan: DependencyPlan,
        in output: OutputDirectory,
        continuing opened: ArchiveBases.Opened?,
        after attempt: TooLargeForm?
    ) throws(BuildFailure) -> Composing {
        let time = try BuildTime(project.files, environment: options.environment)
        var parts = packages.map { ArtifactPart($0) }
        let run = ProjectRun(
            store: store,
            modificationTime: time.fileTime,
            compression: target.form.compression
        )
        parts += try run.parts(Array(zip(project.files, inputs.digests)))
        let projectBytes = parts.dropFirst(packages.count).reduce(0) { $0 + $1.segment.bytes }
        let manifest = BuildManifest(project: project, digests: inputs.digests, scan: scan, target: target, time: time)
            .encoded(packages: packages, plan: plan, parts: parts)
        parts.append(try manifestPart(manifest, time: time))
        let bytes = try archiveBytes(parts)
        let budget = budget(plan)
        if attempt == nil, let form = budget.formThatMayFit(bytes) { return .tooLarge(bytes, smaller: form) }
        let warning = try budget.check(
            archiveBytes: bytes,
            after: attempt,
            graph: Self.sizes(of: packages, plan),
            directories: { Self.largestDirectories(packages, project: projectBytes) }
        )
        let archivePath = output.temporaryPath(for: target.outputName)
        let archive = try ArtifactComposition.compose(
            parts,
            to: archivePath,
            format: target.form.compression.format,
            continuing: opened?.base,
            digestsTarStream: options.digestsTarStream,
            checks: SegmentChecks(store: store),
            digests: StoredDigestStates(store: store),
            damaged: { try? store.quarantine($0) }
        )
        return .composed(
            ComposedOutputs(
                archive: archive,
                archivePath: archivePath,
                manifest: manifest,
                manifestPath: try output.prepare(manifest, for: Manifest.filename),
                ownParts: Array(parts[packages.count...]),
                warning: warning,
                origin: opened?.origin
            )
        )
    }

    private func archiveBytes(_ parts: [ArtifactPart]) throws(BuildFailure) -> UInt64 {
        do {
            return try target.form.compression.format.archiveBytes(segments: parts.map(\.segment.bytes))
        } catch {
            throw BuildFailure(describing: error)
        }
    }

    /// Puts archive, manifest and lock file in place and completes the report.
    func publish(
        _ outputs: ComposedOutputs,
        _ plan: DependencyPlan,
        in output: OutputDirectory,
        bases: ArchiveBases,
        report: inout BuildReport
    ) throws(BuildFailure) {
        let archivePath = "\(output.path)/\(target.outputName)"
        let manifestPath = "\(output.path)/\(Manifest.filename)"
        var files = [(outputs.archivePath, archivePath), (outputs.manifestPath, manifestPath)]
        if let lockFile = plan.lockFile {
            report.lockPath = lockPath
            if !plan.isLockCurrent {
                files.append((try output.prepare(lockFile, for: LockFile.filename), lockPath))
            }
        }
        let keepsPrevious = bases.keepsPrevious(outputs, in: output)
        try output.publish(files, keepingPrevious: keepsPrevious ? target.outputName : nil)
        if !keepsPrevious { output.removePrevious() }
        bases.record(target.outputName, outputs.archive, in: output)
        report.artifact = BuildReport.Artifact(
            path: archivePath,
            bytes: outputs.archive.bytes,
            format: target.form.compression.format.rawValue,
            compression: target.form.compression.rawValue,
            sha256: outputs.archive.sha256,
            tarSHA256: outputs.archive.tarSHA256
        )
        report.manifest = BuildReport.ManifestFile(path: manifestPath, sha256: SHA256Digest(of: outputs.manifest))
    }

    private func manifestPart(
        _ manifest: [UInt8],
        time: BuildTime
    ) throws(BuildFailure) -> ArtifactPart {
        let buffer = ByteBuffer()
        let segment: Segment
        do {
            // The manifest of a project with many files is large.
            var writer = SegmentWriter(
                compression: target.form.compression,
                modificationTime: time.fileTime,
                isParallel: manifest.count >= ProjectGroups.largeBytes
            ) { buffer.bytes.append(contentsOf: $0) }
            try writer.add(path: Manifest.filename, isExecutable: false, contents: manifest)
            segment = try writer.finish()
        } catch {
            throw BuildFailure(describing: error)
        }
        return ArtifactPart(name: "manifest", segment, content: buffer.bytes)
    }

    /// Refuses packages that collide with the project's files, and warns of those that collide with each other.
    func checkConflicts(
        _ packages: [FetchedPackage],
        _ contents: PackageContents,
        _ plan: DependencyPlan
    ) throws(BuildFailure) {
        try FileConflicts(contents) { packages.map { ($0.package.name.normalized, $0.segment.files()) } }
            .check(project.files)
        warn(about: contents.overlaps)
        warnAboutOwnSDK(packages, plan)
    }

    private func warn(about overlaps: [PackageContents.Overlap]) {
        for overlap in overlaps.prefix(10) {
            observer.observe(
                .warning(
                    "\(overlap.path) is in \(overlap.loser) and in \(overlap.winner); \(overlap.winner)'s is kept."
                )
            )
        }
        if overlaps.count > 10 {
            observer.observe(.warning("\(overlaps.count - 10) more files are in several packages."))
        }
    }

    private static func sizes(of packages: [FetchedPackage], _ plan: DependencyPlan) -> SizedPackageGraph {
        let bytes = Dictionary(packages.map { ($0.package.name, $0.segment.segment.bytes) }) { first, _ in first }
        return plan.sizes { bytes[$0.name] ?? 0 }
    }

    /// The worker's image has the SDK; a second one, with all it needs, is mostly dead weight.
    private func warnAboutOwnSDK(_ packages: [FetchedPackage], _ plan: DependencyPlan) {
        let sdk = "runpod-flash"
        guard let packed = packages.first(where: { $0.package.name.normalized == sdk }) else { return }
        let graph = Self.sizes(of: packages, plan)
        let saved = graph.bytes(excluding: []) - graph.bytes(excluding: [sdk])
        observer.observe(
            .warning(
                "\(sdk) \(packed.package.version) is packed (\(packed.package.reason)), but the worker's image has its own. "
                    + "--exclude \(sdk) saves \(ByteCount.format(saved))."
            )
        )
    }

    private static func largestDirectories(
        _ packages: [FetchedPackage],
        project: UInt64
    ) -> [(path: String, bytes: UInt64)] {
        var directories: [String: UInt64] = [:]
        for package in packages { directories.merge(package.segment.directories(), uniquingKeysWith: +) }
        return (directories.map { ($0.key, $0.value) } + [("your own files", project)])
            .sorted { ($1.1, $0.0) < ($0.1, $1.0) }
            .map { (path: $0.0, bytes: $0.1) }
    }
}
