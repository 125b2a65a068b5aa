import ArgumentParser
import FlashPackager

struct InspectCommand: AsyncParsableCommand {
    /// The forms of an inspection.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json, html
    }

    /// What the content is told by.
    enum View: String, ExpressibleByArgument, CaseIterable {
        case package, directory, file

        var inspected: Inspection.View {
            switch self {
            case .package: .package
            case .directory: .directory
            case .file: .file
            }
        }
    }

    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Show what is inside an artifact, how large it is, and why it is there.",
        discussion: """
            Archives of other machines and of runpod-flash are inspected as well. Sizes are those inside the archive; what \
            lies unpacked stands beside them. With --format html, a page to be looked at offline is written.
            """
    )

    @Argument(help: "A project directory, an archive, or a manifest.", completion: .file())
    var path = "."

    @Option(help: "What the content is told by.")
    var by: View = .package

    @Option(help: ArgumentHelp("Tell only the largest.", valueName: "count"))
    var top: Int?

    @Option(help: ArgumentHelp("Explain this package only.", valueName: "name"))
    var package: String?

    @Option(help: ArgumentHelp("The largest archive allowed, such as 500MB.", valueName: "size"))
    var sizeLimit: String?

    @Option(help: "The form of the result.")
    var format: Format = .text

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("Write the result into this file; for html, artifact.html by default.", valueName: "file"),
        completion: .file()
    )
    var output: String?

    @Flag(
        inversion: .prefixedNo,
        help: "Colour the output; by default when it goes to a terminal and NO_COLOR is unset."
    )
    var colorDiagnostics: Bool?

    func validate() throws {
        if let sizeLimit, ByteCount.parse(sizeLimit) == nil {
            throw ValidationError("'\(sizeLimit)' is no size; write it like 500MB or 1.5GB.")
        }
        if let top, top < 1 { throw ValidationError("--top is a number from 1.") }
        if format == .html, package != nil || by != .package || top != nil {
            throw ValidationError("The page shows everything; --package, --by and --top do not apply to it.")
        }
    }

    func run() async throws {
        let options = BuildOptions(directory: path, environment: ProcessEnvironment.current)
        let session = CommandSession(outputOptions, options: options)
        try await session.run { _ throws(BuildFailure) in
            let inspection = try Inspection(
                of: path,
                detail: by == .package && format != .html ? .packages : .files,
                sizeLimit: sizeLimit.flatMap(ByteCount.parse) ?? BuildOptions.defaultSizeLimit
            )
            let file = output ?? (format == .html ? "artifact.html" : nil)
            let result = try text(of: inspection, session)
            guard let file else { return result }
            try OutputFile.write(result, to: file)
            return format == .html ? "\(session.style.green("✓")) \(file)\n" : ""
        }
    }

    /// How many are told on a screen; programs get all.
    private var usualCount: Int? { format == .text && by != .package ? 30 : nil }

    private var outputOptions: OutputOptions {
        var presentation = OutputOptions()
        presentation.format = format == .json ? .json : .text
        presentation.colorDiagnostics = colorDiagnostics
        return presentation
    }

    private func text(of inspection: Inspection, _ session: CommandSession) throws(BuildFailure) -> String {
        if format == .html { return InspectionPage(inspection).html }
        let package = try package.map { name throws(BuildFailure) in try inspection.package(named: name) }
        let view = inspection.viewed(by: by.inspected, of: package?.name, first: top ?? usualCount)
        switch format {
        case .json:
            guard let package, by == .package else { return session.json(view) }
            return session.json(PackageExplanation(package, in: inspection))
        default:
            guard let package, by == .package else {
                return InspectionSummary.text(view, of: inspection, session.style)
            }
            return InspectionSummary.explain(PackageExplanation(package, in: inspection), style: session.style)
        }
    }
}
