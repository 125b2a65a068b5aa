import ArgumentParser
import ArtifactArchive
import FlashPackager
import PythonPackaging

struct BuildCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "build",
        abstract: "Package a project into .flash/artifact.tar.gz and .flash/flash_manifest.json.",
        discussion: """
            Outputs appear together or not at all. Nothing of the project is executed, unless --build-sdists has sources \
            built. While pylock.flash.toml satisfies the requirements, no index is asked.
            """
    )

    @OptionGroup var project: ProjectOptions

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "The archive's file name inside .flash, ending in .tar.gz, .tar.zst or .tar; artifact.tar.gz by default.",
            valueName: "name"
        )
    )
    var output: String?

    @Option(
        help: """
            How much work goes into a small archive: fast, balanced (the default) or small make a .tar.gz, zstd a \
            .tar.zst, none a .tar. What is too large as balanced and fits as small is made so.
            """
    )
    var compression: Compression?

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "Leave these out of packages: tests, examples, docs, headers, sources, stubs. Repeatable.",
            valueName: "kinds"
        ),
        completion: .list(SlimCategory.allCases.map(\.rawValue)),
        transform: SlimCategory.list
    )
    var slim: [[SlimCategory]] = []

    @Option(help: ArgumentHelp("The largest archive allowed, such as 500MB.", valueName: "size"))
    var sizeLimit: String?

    @Flag(help: "Leave the unpacked tree in .flash/.build.")
    var keepBuild = false

    @Flag(help: "Fail unless pylock.flash.toml already satisfies the requirements.")
    var locked = false

    @Flag(help: "Scan and resolve, then stop: nothing is downloaded or written.")
    var dryRun = false

    @Flag(help: "List the files that go in, and the rule that kept each other one out; then stop.")
    var listFiles = false

    @OptionGroup var outputOptions: OutputOptions

    func validate() throws {
        if let sizeLimit, ByteCount.parse(sizeLimit) == nil {
            throw ValidationError("'\(sizeLimit)' is no size; write it like 500MB or 1.5GB.")
        }
        if let output, output.contains("/") || output.isEmpty || output.hasPrefix(".") {
            throw ValidationError("The output is a file name inside .flash, such as artifact.tar.gz.")
        }
    }

    func run() async throws {
        var options = project.buildOptions()
        options.outputName = output
        options.compression = compression
        options.slim = slim.flatMap(\.self)
        options.sizeLimit = sizeLimit.flatMap(ByteCount.parse)
        options.keepsBuildTree = keepBuild
        options.digestsTarStream = outputOptions.format == .json
        options.isLocked = locked
        options.isDryRun = dryRun
        let session = CommandSession(outputOptions, options: options)
        try await session.run { observer throws(BuildFailure) in
            let build = Build(options: options, observer: observer)
            if listFiles {
                let listing = try build.listFiles()
                return outputOptions.format == .json
                    ? session.json(listing) : FileListingText.text(listing, session.style)
            }
            let report = try await build.run()
            switch outputOptions.format {
            case .json: return session.json(JSONReport(report))
            case .text: return BuildSummary(report, style: session.style, isVerbose: outputOptions.verbose).text
            }
        }
    }
}
