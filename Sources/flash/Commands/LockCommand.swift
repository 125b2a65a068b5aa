import ArgumentParser
import FlashPackager

struct LockCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lock",
        abstract: "Resolve the project's requirements and write pylock.flash.toml (PEP 751)."
    )

    @OptionGroup var project: ProjectOptions

    @Flag(help: "Choose the newest versions again, whatever the lock file holds.")
    var upgrade = false

    @OptionGroup var outputOptions: OutputOptions

    func run() async throws {
        let options = project.buildOptions()
        let session = CommandSession(outputOptions, options: options)
        try await session.run { observer throws(BuildFailure) in
            let report = try await Build(options: options, observer: observer).lock(upgrading: upgrade)
            switch outputOptions.format {
            case .json: return session.json(JSONReport(report))
            case .text: return LockSummary(report, style: session.style).text
            }
        }
    }
}
