import ManifestGen
import PythonPackaging

/// The environment and the choices a project is packaged for: the command line first, then the project's settings.
struct Target: Sendable {
    /// The worker's Python and platform.
    var platform: TargetPlatform
    /// What is left out.
    var exclusions: [ExclusionPattern]
    /// Where packages come from.
    var sources: IndexSources
    /// Whether pre-releases are welcome.
    var prereleases: Bool
    /// Which packages may be built from source.
    var builds: SourcePolicy
    /// The largest archive allowed, in bytes.
    var sizeLimit: UInt64
    /// The archive's file name inside `.flash`.
    var outputName: String
    /// The form of packages in the archive.
    var form: PackageForm

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
        sources = try Self.sources(options, collection, platform)
        prereleases =
            options.allowsPrereleases || collection.options.prereleases || settings.prereleases ?? false
        builds = SourcePolicy(
            allowsBuilds: options.buildsSources || collection.settings.buildSdists == true,
            noBinary: collection.options.noBinary,
            onlyBinary: collection.options.onlyBinary
        )
        for value in options.noBinary { builds.noBinary.add(value) }
        for value in options.onlyBinary { builds.onlyBinary.add(value) }
        let output = try OutputName(options, setting: settings.compression)
        outputName = output.name
        form = PackageForm(compression: output.compression, slim: Set(options.slim + settings.slim))
        sizeLimit = options.sizeLimit ?? settings.sizeLimit ?? BuildOptions.defaultSizeLimit
    }

}
