import ArgumentParser
import FlashPackager

/// Options that choose a project and the environment it is packaged for.
struct ProjectOptions: ParsableArguments {
    @Argument(help: "The project directory.", completion: .directory)
    var path = "."

    @Option(help: ArgumentHelp("The target's Python, 3.10 to 3.13.", valueName: "version"))
    var pythonVersion: String?

    @Option(help: ArgumentHelp("The target platform tag, such as manylinux_2_28_x86_64.", valueName: "tag"))
    var platform: String?

    @Option(help: ArgumentHelp("The package index; PyPI by default.", valueName: "url"))
    var indexURL: String?

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "A directory, HTML file or HTML page whose wheels count besides the index's. Repeatable.",
            valueName: "place"
        )
    )
    var findLinks: [String] = []

    @Flag(help: "Ask no index: take packages only from --find-links and direct references.")
    var noIndex = false

    @Option(
        help: ArgumentHelp("The directory of the artifact store.", valueName: "directory"),
        completion: .directory
    )
    var cachePath: String?

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "Packages to leave out, with what only they need; globs such as nvidia-* work. Repeatable.",
            valueName: "names"
        )
    )
    var exclude: [String] = []

    @Flag(
        help: """
            Build repositories, directories and source distributions with a local Python. Their own code runs then; \
            only pure Python wheels are accepted.
            """
    )
    var buildSdists = false

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "With --build-sdists, packages to build although they have wheels, or :all:. Repeatable.",
            valueName: "names"
        )
    )
    var noBinary: [String] = []

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp("Packages never to build, or :all:. Repeatable.", valueName: "names")
    )
    var onlyBinary: [String] = []

    @OptionGroup var dependencies: DependencyOptions

    @Flag(help: "Use only what the store holds; never the network.")
    var offline = false

    @Flag(help: "Ask the index again even when its pages are fresh in the store.")
    var refresh = false

    @Flag(help: "Install exactly the named requirements, without what they depend on.")
    var noDeps = false

    @Option(
        help: ArgumentHelp("The target graph the command plugin wrote.", visibility: .hidden),
        completion: .file(extensions: ["json"])
    )
    var packageGraph: String?

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp("A Swift product whose targets are packaged; all by default. Repeatable.", valueName: "name")
    )
    var product: [String] = []

    /// The build options these arguments ask for.
    func buildOptions() -> BuildOptions {
        var options = BuildOptions(directory: path, environment: ProcessEnvironment.current)
        options.pythonVersion = pythonVersion
        options.platform = platform
        options.indexURL = indexURL
        options.findLinks = findLinks
        options.usesNoIndex = noIndex
        options.cachePath = cachePath
        options.exclusions = exclude.flatMap { $0.split(separator: ",").map { String($0.trimmed) } }
            .filter { !$0.isEmpty }
        options.buildsSources = buildSdists
        options.noBinary = noBinary
        options.onlyBinary = onlyBinary
        dependencies.apply(to: &options)
        options.isOffline = offline
        options.refreshesIndex = refresh
        options.skipsTransitiveDependencies = noDeps
        options.packageGraph = packageGraph
        options.products = product
        return options
    }
}

extension Substring {
    /// The text without the white space around it.
    fileprivate var trimmed: Substring {
        let start = drop(while: \.isWhitespace)
        return start.lastIndex(where: { !$0.isWhitespace }).map { start[...$0] } ?? ""
    }
}
