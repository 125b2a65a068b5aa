import ManifestGen
import PythonPackaging

/// The environment and the choices a project is packaged for: the command line first, then the project's settings.
struct Target: Sendable {
    /// The worker's Python and platform.
    var platform: TargetPlatform
    /// What is left out.
    var exclusions: [ExclusionPattern]
    /// The indexes, in the order they are asked.
    var indexes: [PackageIndex]
    /// Whether pre-releases are welcome.
    var prereleases: Bool
    /// Which packages may be built from source.
    var sources: SourcePolicy
    /// The largest archive allowed, in bytes.
    var sizeLimit: UInt64

    init(_ options: BuildOptions, _ collection: RequirementCollection) throws(BuildFailure) {
        let settings = collection.settings
        do throws(TargetPlatformError) {
            platform = try TargetPlatform(
                pythonVersion: options.pythonVersion ?? settings.pythonVersion
                    ?? TargetPlatform.standard.pythonVersion.minorText,
                platform: options.platform ?? settings.platform ?? TargetPlatform.standard.platform
            )
        } catch {
            throw BuildFailure(.usage, code: "target", "\(error).")
        }
        if let required = settings.requiresPython, !required.contains(platform.pythonVersion.version) {
            throw BuildFailure(
                .badInput,
                code: "requires-python",
                "The project requires Python \(required), and the artifact is for Python \(platform.pythonVersion).",
                hint: "Build with --python-version, or change requires-python in pyproject.toml."
            )
        }
        for limit in collection.pythonLimits where !limit.specifiers.contains(platform.pythonVersion.version) {
            throw BuildFailure(
                .badInput,
                code: "requires-python",
                "\(limit.location.file) requires Python \(limit.specifiers), "
                    + "and the artifact is for Python \(platform.pythonVersion).",
                at: limit.location,
                hint: "Build with --python-version, or change requires-python in the file's script block."
            )
        }
        exclusions = []
        for text in options.exclusions + settings.exclude {
            guard let pattern = ExclusionPattern(text) else {
                throw BuildFailure(
                    .usage,
                    code: "exclusion",
                    "'\(text)' is neither a package name nor a pattern of names."
                )
            }
            if !exclusions.contains(pattern) { exclusions.append(pattern) }
        }
        indexes = try Self.indexes(options, collection)
        prereleases =
            options.allowsPrereleases || collection.options.prereleases || settings.prereleases ?? false
        sources = SourcePolicy(
            allowsBuilds: options.buildsSources || collection.settings.buildSdists == true,
            noBinary: collection.options.noBinary,
            onlyBinary: collection.options.onlyBinary
        )
        for value in options.noBinary { sources.noBinary.add(value) }
        for value in options.onlyBinary { sources.onlyBinary.add(value) }
        sizeLimit = options.sizeLimit ?? settings.sizeLimit ?? BuildOptions.defaultSizeLimit
    }

    private static func indexes(
        _ options: BuildOptions,
        _ collection: RequirementCollection
    ) throws(BuildFailure) -> [PackageIndex] {
        let main =
            options.indexURL ?? collection.options.indexURL ?? collection.settings.indexURL
            ?? options.environment["FLASH_INDEX_URL"] ?? options.environment["PIP_INDEX_URL"] ?? PackageIndex.pypi
        var indexes: [PackageIndex] = []
        for url in collection.options.extraIndexURLs + collection.settings.extraIndexURLs + [main] {
            guard let index = PackageIndex(url) else {
                throw BuildFailure(
                    .usage,
                    code: "index-url",
                    "An index URL is not an absolute http or https URL.",
                    hint: "Write it like \(PackageIndex.pypi)."
                )
            }
            if !indexes.contains(index) { indexes.append(index) }
        }
        return indexes
    }
}
