import ArgumentParser
import FlashPackager

struct DiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Show in what two artifacts differ: packages, files, resources and functions.",
        discussion: """
            Both archives are read; neither store nor network is needed. Times and compression do not count as differences. \
            The exit status is 0 either way, with --exit-code 1 when anything differs.
            """
    )

    @Argument(help: "A project directory or an archive.", completion: .file())
    var before: String

    @Argument(help: "The one to compare it with.", completion: .file())
    var after: String

    @Flag(help: "Exit with 1 when the artifacts differ.")
    var exitCode = false

    @Flag(help: "List every file, those inside packages whose version changed too.")
    var files = false

    @OptionGroup var outputOptions: OutputOptions

    func run() async throws {
        let options = BuildOptions(directory: before, environment: ProcessEnvironment.current)
        let session = CommandSession(outputOptions, options: options)
        var isSame = true
        try await session.run { _ async throws(BuildFailure) in
            let difference = try await ArtifactDifference(from: before, to: after)
            isSame = difference.isSame
            switch outputOptions.format {
            case .json: return session.json(difference)
            case .text: return DifferenceText(difference, style: session.style, listsAllFiles: files).text
            }
        }
        if exitCode, !isSame { throw ExitCode(1) }
    }
}
