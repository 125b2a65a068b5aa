import ArgumentParser
import FlashPackager
import ManifestGen

struct CheckCommand: AsyncParsableCommand {
    /// The forms a list of diagnostics can take.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text
        case json
        case sarif
    }

    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Report what would go wrong with the project's remote functions, without building.",
        discussion: "Each finding has a code; docs/diagnostics.md explains them. `# flash: ignore[FL003]` silences one."
    )

    @OptionGroup var project: ProjectOptions

    @Option(help: "The form of the findings on standard output.")
    var format: Format = .text

    @Flag(
        inversion: .prefixedNo,
        help: "Colour the output; by default when it goes to a terminal and NO_COLOR is unset."
    )
    var colorDiagnostics: Bool?

    func run() async throws {
        let options = project.buildOptions()
        var presentation = OutputOptions()
        presentation.format = format == .text ? .text : .json
        presentation.colorDiagnostics = colorDiagnostics
        let session = CommandSession(presentation, options: options, showsDiagnostics: false)
        var hasErrors = false
        try await session.run { observer throws(BuildFailure) in
            let diagnostics = try await Build(options: options, observer: observer).check()
            hasErrors = diagnostics.contains { $0.severity == .error }
            return session.render(diagnostics, as: format)
        }
        if hasErrors { throw ExitCode(65) }
    }
}
