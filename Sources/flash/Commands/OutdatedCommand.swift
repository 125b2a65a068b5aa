import ArgumentParser
import FlashPackager

struct OutdatedCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outdated",
        abstract: "Show which packages in pylock.flash.toml have newer versions, and what keeps them out.",
        discussion: """
            "compatible" is the version `flash lock --upgrade` would choose, "latest" the newest that can be used on the \
            target at all.
            """
    )

    @OptionGroup var project: ProjectOptions

    @Flag(help: "Exit with status 1 when a newer version could be used.")
    var exitCode = false

    @OptionGroup var outputOptions: OutputOptions

    func run() async throws {
        let options = project.buildOptions()
        let session = CommandSession(outputOptions, options: options)
        var hasOutdated = false
        try await session.run { observer throws(BuildFailure) in
            let report = try await Build(options: options, observer: observer).outdated()
            hasOutdated = report.hasOutdated
            switch outputOptions.format {
            case .json: return session.json(report)
            case .text: return OutdatedText.text(report, style: session.style, isVerbose: outputOptions.verbose)
            }
        }
        if exitCode, hasOutdated { throw ExitCode(1) }
    }
}
