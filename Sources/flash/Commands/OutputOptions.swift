import ArgumentParser

/// How a command presents its result.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
}

/// Options every command has for its output.
struct OutputOptions: ParsableArguments {
    @Option(help: "The form of the result on standard output.")
    var format: OutputFormat = .text

    @Flag(name: .shortAndLong, help: "Tell more, such as the time each step took.")
    var verbose = false

    @Flag(
        inversion: .prefixedNo,
        help: "Colour the output; by default when it goes to a terminal and NO_COLOR is unset."
    )
    var colorDiagnostics: Bool?
}
