import Digests
import ManifestGen
import PythonPackaging

/// What the build adds to the manifest: the packages, what is left out, the project's own files, and the parts of the
/// archive with their digests.
///
/// The digests of files cover the whole archive: those of the project's files stand here, those of a package's files in
/// its `RECORD`, whose own digest stands here.
struct BuildManifest: Sendable {
    let project: Project
    /// The digests of the project's files, in their order.
    let digests: [SHA256Digest]
    let scan: ProjectScan
    let target: Target
    let time: BuildTime

    /// The manifest for an archive of `packages`, and of `parts` before the manifest itself.
    func encoded(packages: [FetchedPackage], plan: DependencyPlan, parts: [ArtifactPart]) -> [UInt8] {
        let manifest = Manifest(
            projectName: project.name,
            scanned: scan.scanned,
            pythonVersion: target.platform.pythonVersion.minorText,
            targetPlatform: target.platform.platform,
            generatedAt: time.iso8601,
            extra: [
                .init("packages", .array(packages.map(Self.package))),
                .init("excluded_packages", .array(plan.excluded.map { .string($0.name) })),
                .init("files", .array(zip(project.files, digests).map(Self.file))),
                .init("artifact", .object([.init("parts", .array(parts.map(Self.part)))])),
            ]
        )
        return manifest.encoded()
    }

    private static func package(_ fetched: FetchedPackage) -> JSONValue {
        let package = fetched.package
        var members: [JSONValue.Member] = [
            .init("name", .string(package.name.normalized)),
            .init("version", .string("\(package.version)")),
            .init("wheel", .string(package.wheel.filename)),
            .init("sha256", .string(package.wheel.sha256.hex)),
            .init("bytes", .integer(Int64(clamping: fetched.segment.segment.bytes))),
            .init("required_by", .array(package.requiredBy.map { .string($0) })),
            .init("dependencies", .array(package.dependencies.map { .string($0.normalized) })),
        ]
        if let record = fetched.segment.record {
            members.append(.init("unpacked_bytes", .integer(Int64(clamping: record.unpackedBytes))))
            members.append(
                .init(
                    "record",
                    .object([.init("path", .string(record.path)), .init("sha256", .string(record.sha256.hex))])
                )
            )
        }
        return .object(members)
    }

    private static func file(_ file: InputFile, _ sha256: SHA256Digest) -> JSONValue {
        var members: [JSONValue.Member] = [
            .init("path", .string(file.path)),
            .init("bytes", .integer(Int64(clamping: file.bytes))),
            .init("sha256", .string(sha256.hex)),
        ]
        if file.isExecutable { members.append(.init("executable", .bool(true))) }
        return .object(members)
    }

    /// A stretch of the archive after its ten-byte gzip header, in order, so that it can be checked piece by piece.
    private static func part(_ part: ArtifactPart) -> JSONValue {
        .object([
            .init("name", .string(part.name)),
            .init("bytes", .integer(Int64(clamping: part.segment.bytes))),
            .init("sha256", .string(part.digest.hex)),
        ])
    }
}
