import ArtifactArchive
import Digests
import ManifestGen

/// Reads an artifact back and compares all of it with its manifest.
public enum ArtifactVerification {
    /// Verifies an artifact.
    ///
    /// The archive is read once by libarchive, member by member, and once as a file, on another core. What the manifest
    /// beside the archive says counts, else what the one inside says.
    ///
    /// - Parameter path: The project, its archive, or its manifest.
    /// - Returns: what was found; a damaged archive is a fault like any other.
    /// - Throws: `no-project` when there is no archive, `io` when it cannot be read, `try-again` when it changes
    ///   meanwhile.
    public static func verify(_ path: String) async throws(BuildFailure) -> ArtifactReport {
        let location = try ArtifactLocation(path)
        let archive = try location.requiredArchive()
        let identity = FileIdentity(at: archive)
        let manifestBeside = location.manifest.flatMap { FileAccess.contents(of: $0) }
        let report: ArtifactReport
        do {
            report = try await compare(archive, manifestBeside, besidePath: location.manifest)
        } catch {
            throw BuildFailure(describing: error)
        }
        guard FileIdentity(at: archive) == identity else {
            throw BuildFailure(
                .tryAgain,
                code: "archive-changed",
                "\(archive) changed while it was read.",
                hint: "Verify it again when nothing writes it."
            )
        }
        return report
    }

    private static func compare(
        _ archive: String,
        _ manifestBeside: [UInt8]?,
        besidePath: String?
    ) async throws -> ArtifactReport {
        let stated = manifestBeside.flatMap { StoredManifest($0) }
        async let early = stated.map { try PartCheck(archive, parts: $0.artifact?.parts ?? []) }
        var faults = FaultList()
        let contents: ArtifactContents?
        if let fault = nameFault(archive) { faults.add(fault) }
        do {
            contents = try ArtifactContents(readingArchive: archive)
        } catch let error as ArchiveError where error.kind != .inputOutput {
            contents = nil
            faults.add(ArtifactFault(.archive, error.entry, error.message))
        }
        let inside = contents?.manifestContent.flatMap { StoredManifest($0) }
        let manifest = stated ?? inside
        let parts = try await early ?? PartCheck(archive, parts: manifest?.artifact?.parts ?? [])
        var report = ArtifactReport(
            archive: archive,
            bytes: parts.bytes,
            sha256: parts.sha256,
            manifest: besidePath,
            packages: manifest?.packages?.count ?? 0,
            files: 0,
            unpackedBytes: 0,
            uncheckedFiles: 0,
            faults: [],
            moreFaults: 0
        )
        if let contents {
            faults.add(manifestFaults(contents, manifestBeside))
            compare(contents, manifest, &report, &faults)
        }
        faults.add(parts.faults)
        report.faults = faults.faults
        report.moreFaults = faults.more
        return report
    }

    private static func compare(
        _ contents: ArtifactContents,
        _ manifest: StoredManifest?,
        _ report: inout ArtifactReport,
        _ faults: inout FaultList
    ) {
        let packages = contents.packages(by: manifest)
        report.packages = packages.count
        let expected = ExpectedFiles(manifest, packages: packages)
        faults.add(expected.faults)
        var check = MemberCheck(expected.expectations, isStrict: manifest?.hasDigests ?? false)
        for entry in contents.entries { check.check(entry.member) }
        check.finish()
        faults.add(check.faults)
        report.files = check.files
        report.unpackedBytes = check.unpackedBytes
        report.uncheckedFiles = check.uncheckedFiles
    }

    /// Compares the manifest in the archive with the one beside it: a build writes the same bytes to both places.
    private static func manifestFaults(_ contents: ArtifactContents, _ beside: [UInt8]?) -> FaultList {
        var faults = FaultList()
        let name = Manifest.filename
        if let beside, StoredManifest(beside) == nil {
            faults.add(ArtifactFault(.manifest, name, "the manifest beside the archive cannot be read"))
        }
        guard let inside = contents.manifestContent else {
            faults.add(ArtifactFault(.manifest, name, "the archive has no manifest"))
            return faults
        }
        if StoredManifest(inside) == nil {
            faults.add(ArtifactFault(.manifest, name, "the manifest in the archive cannot be read"))
        }
        if let beside, beside != inside {
            faults.add(ArtifactFault(.manifest, name, "the manifest beside the archive is not the one inside"))
        }
        return faults
    }

    /// Finds that a file's name announces another compression than it has: tools that go by the name would fail.
    private static func nameFault(_ archive: String) -> ArtifactFault? {
        guard let announced = ArchiveFormat(filename: archive) else { return nil }
        let start = FileContent.prefix(of: archive, count: 4)
        let found = ArchiveFormat(start: start)
        guard !start.isEmpty, found != announced else { return nil }
        let content = found == .tar ? "not compressed that way" : "a .\(found.rawValue)"
        return ArtifactFault(
            .archive,
            nil,
            "its name announces a .\(announced.rawValue), but its content is \(content)"
        )
    }
}
