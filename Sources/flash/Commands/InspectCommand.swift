import ArgumentParser
import FlashPackager

struct InspectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Show what is inside an artifact, how large it is, and why it is there."
    )

    @Argument(help: "A project directory, an archive, or a manifest.", completion: .file())
    var path = "."

    @Option(help: ArgumentHelp("Explain this package only.", valueName: "name"))
    var package: String?

    @OptionGroup var outputOptions: OutputOptions

    func run() async throws {
        let options = BuildOptions(directory: path, environment: ProcessEnvironment.current)
        let session = CommandSession(outputOptions, options: options)
        try await session.run { _ throws(BuildFailure) in
            let inspection = try Inspection(of: path)
            if let package {
                return try InspectionSummary.explain(package, in: inspection, style: session.style)
            }
            switch outputOptions.format {
            case .json: return session.json(inspection)
            case .text: return InspectionSummary.text(inspection, style: session.style)
            }
        }
    }
}
