import ArgumentParser
import FlashPackager
import ManifestGen
import Synchronization

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Runs a command's work: shows progress and findings, prints the result, and turns a failure into its exit status.
final class CommandSession: BuildObserver {
    let style: Style
    private let output: OutputOptions
    private let options: BuildOptions
    private let showsDiagnostics: Bool
    private let errorStyle: Style
    private let progress: ProgressDisplay
    private let diagnostics = Mutex<[Diagnostic]>([])
    private let warnings = Mutex<[String]>([])

    init(_ output: OutputOptions, options: BuildOptions, showsDiagnostics: Bool = true) {
        let isPlugin = options.environment["FLASH_CANCEL_ON_STDIN_EOF"] == "1"
        Interruption.install(endsWithStandardInput: isPlugin)
        self.output = output
        self.options = options
        self.showsDiagnostics = showsDiagnostics
        self.style = Style(isColoured: Console.usesColour(on: STDOUT_FILENO, choice: output.colorDiagnostics))
        let errorStyle = Style(isColoured: Console.usesColour(on: STDERR_FILENO, choice: output.colorDiagnostics))
        self.errorStyle = errorStyle
        self.progress = ProgressDisplay(medium: Self.medium(output.format, isPlugin: isPlugin), style: errorStyle)
    }

    /// Does `work` and prints what it returns on standard output.
    func run(_ work: (any BuildObserver) async throws(BuildFailure) -> String) async throws {
        let failure: BuildFailure
        do throws(BuildFailure) {
            Console.write(try await work(self))
            return
        } catch {
            failure = error
        }
        switch output.format {
        case .json:
            let report = JSONReport(
                failure,
                diagnostics: diagnostics.withLock { $0 },
                warnings: warnings.withLock { $0 }
            )
            Console.write(json(report))
        case .text:
            progress.print(describe(failure))
        }
        throw ExitCode(failure.exitStatus)
    }

    func observe(_ event: BuildEvent) {
        progress.update(event)
        switch event {
        case .warning(let text):
            let message = DisplayText.safe(text)
            warnings.withLock { $0.append(message) }
            guard output.format == .text else { break }
            progress.print("\(errorStyle.yellow("warning:")) \(message)\n")
        case .note(let message):
            guard output.format == .text else { break }
            progress.print("\(errorStyle.cyan("note:")) \(DisplayText.safe(message))\n")
        case .diagnostic(let diagnostic):
            diagnostics.withLock { $0.append(diagnostic) }
            if showsDiagnostics, output.format == .text {
                progress.print(renderer(errorStyle).text(diagnostic))
            }
        default:
            break
        }
    }

    /// A report as indented JSON with sorted keys.
    func json(_ report: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: (try? encoder.encode(report)) ?? Data("{}".utf8), as: UTF8.self) + "\n"
    }

    /// The findings in the chosen form.
    func render(_ findings: [Diagnostic], as format: CheckCommand.Format) -> String {
        switch format {
        case .text: findings.isEmpty ? "No findings.\n" : renderer(style).text(findings)
        case .json: json(findings)
        case .sarif:
            String(decoding: (try? findings.sarif(version: ToolVersion.current)) ?? [], as: UTF8.self) + "\n"
        }
    }

    private func renderer(_ style: Style) -> DiagnosticRenderer {
        let root = options.directory
        return DiagnosticRenderer(usesColor: style.isColoured) { file in
            SourceText.contents(of: file, in: root)
        }
    }

    private func describe(_ failure: BuildFailure) -> String {
        var text = "\(errorStyle.red("error:")) \(errorStyle.bold(failure.message))\n"
        if failure.isExplainedByDiagnostics { return text }
        if let location = failure.location {
            text += errorStyle.cyan("  --> ") + "\(location.file):\(location.line)\n"
        }
        if let hint = failure.hint {
            text += errorStyle.cyan("  help: ") + hint.split(separator: "\n").joined(separator: "\n        ") + "\n"
        }
        return text
    }

    private static func medium(_ format: OutputFormat, isPlugin: Bool) -> ProgressDisplay.Medium {
        guard format == .text else { return .none }
        if ProcessEnvironment.current["TERM"] == "dumb" { return .lines }
        if isatty(STDERR_FILENO) == 1 { return .terminal(STDERR_FILENO) }
        if isPlugin {
            let terminal = open("/dev/tty", O_WRONLY | O_NOCTTY | O_CLOEXEC)
            if terminal >= 0 { return .terminal(terminal) }
        }
        return .lines
    }
}
