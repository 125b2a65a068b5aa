import ArgumentParser
import FlashPackager

struct TreeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tree",
        abstract: "Show the packages that would be packaged, what needs them, and what each costs.",
        discussion: """
            The packages are those of pylock.flash.toml while it satisfies the requirements, else the index is asked, \
            as `flash build` does; nothing is written. Sizes are those in the archive where the store knows them, else \
            the wheels'. "saves" tells what `--exclude` would: the package and everything only it needs.
            """
    )

    @OptionGroup var project: ProjectOptions

    @Option(help: ArgumentHelp("Show only this package and what it needs.", valueName: "name"))
    var package: String?

    @Option(help: ArgumentHelp("Show what needs this package, up to the project's requirements.", valueName: "name"))
    var invert: String?

    @Option(
        help: ArgumentHelp(
            "Tell the shortest ways this package came in, and what excluding it saves.",
            valueName: "name"
        )
    )
    var why: String?

    @Option(help: ArgumentHelp("Show this many levels; 1 is what the project itself requires.", valueName: "levels"))
    var depth: Int?

    @OptionGroup var outputOptions: OutputOptions

    func validate() throws {
        if [package, invert, why].compactMap(\.self).count > 1 {
            throw ValidationError("--package, --invert and --why exclude each other.")
        }
        if let depth, depth < 1 { throw ValidationError("The depth is a number of levels, at least 1.") }
        if depth != nil, why != nil { throw ValidationError("--why shows whole chains; --depth does not go with it.") }
    }

    func run() async throws {
        let options = project.buildOptions()
        let session = CommandSession(outputOptions, options: options)
        let isJSON = outputOptions.format == .json
        try await session.run { observer throws(BuildFailure) in
            let tree = try await Build(options: options, observer: observer).tree()
            if let why {
                let chains = try tree.why(why)
                return isJSON ? session.json(chains) : TreeText.explanation(chains, style: session.style)
            }
            if let invert {
                let chains = try tree.why(invert)
                if isJSON { return session.json(chains) }
                return TreeText(tree, style: session.style, depth: depth).inverted(chains)
            }
            let shown = try package.map { name throws(BuildFailure) in try tree.subtree(of: name) } ?? tree
            return isJSON
                ? session.json(shown)
                : TreeText(shown, style: session.style, depth: depth).text(under: package.flatMap(shown.package))
        }
    }
}
