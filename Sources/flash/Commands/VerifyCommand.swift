import ArgumentParser
import FlashPackager

struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Read an artifact back and compare every file with the manifest.",
        discussion: """
            Content, permissions and paths of every file are checked against the digests in the manifest and in the \
            packages' RECORD files, the manifest inside against the one beside the archive, and each part of the archive \
            against its digest. Exits with 65 when anything differs.
            """
    )

    @Argument(help: "A project directory or an archive.", completion: .file())
    var artifact = "."

    @OptionGroup var outputOptions: OutputOptions

    func run() async throws {
        let options = BuildOptions(directory: artifact, environment: ProcessEnvironment.current)
        let session = CommandSession(outputOptions, options: options)
        var isSound = true
        try await session.run { _ async throws(BuildFailure) in
            let report = try await ArtifactVerification.verify(artifact)
            isSound = report.isSound
            switch outputOptions.format {
            case .json: return session.json(report)
            case .text: return VerificationText.text(report, style: session.style)
            }
        }
        if !isSound { throw ExitCode(65) }
    }
}
