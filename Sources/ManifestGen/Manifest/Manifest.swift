/// The deployment manifest, version 1.0: which functions run on which resources.
///
/// The keys of runpod-flash 1.0.0 come first in every object, in its order and with its values; further keys, which
/// its reader ignores, follow. `docs/flash_manifest.schema.json` describes all of them.
public struct Manifest: Hashable, Sendable {
    /// The file's name in the artifact and under `.flash`.
    public static let filename = "flash_manifest.json"

    /// The manifest as a JSON object.
    public let json: JSONValue

    /// Builds the manifest of a project without errors.
    ///
    /// - Parameters:
    ///   - projectName: the project's name.
    ///   - scanned: the project.
    ///   - pythonVersion: the version of Python the functions run on, such as `3.12`.
    ///   - targetPlatform: the platform the packages are for, such as `manylinux_2_35_x86_64`.
    ///   - generatedAt: the time of the build in ISO 8601, UTC, with microseconds and `Z`.
    ///   - extra: further members of the top level, such as the packages of the artifact.
    public init(
        projectName: String,
        scanned: ScannedProject,
        pythonVersion: String,
        targetPlatform: String,
        generatedAt: String,
        extra: [JSONValue.Member] = []
    ) {
        let sections = ManifestSections(scanned)
        var members: [JSONValue.Member] = [
            .init("version", .string("1.0")),
            .init("generated_at", .string(generatedAt)),
            .init("project_name", .string(projectName)),
            .init("resources", .object(sections.resources)),
            .init("function_registry", .object(sections.registry)),
        ]
        if !sections.routes.isEmpty { members.append(.init("routes", .object(sections.routes))) }
        members += [
            .init("python_version", .string(pythonVersion)),
            .init("target_platform", .string(targetPlatform)),
        ]
        json = .object(members + extra)
    }

    /// Encodes the manifest as Python's `json.dumps(manifest, indent=2)` does.
    public func encoded() -> [UInt8] { json.encoded() }
}
