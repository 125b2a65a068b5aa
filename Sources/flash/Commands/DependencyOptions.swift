import ArgumentParser
import FlashPackager

/// Options that add to what a project requires, or limit it.
struct DependencyOptions: ParsableArguments {
    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "A dependency group of pyproject.toml to package too (PEP 735). Repeatable.",
            valueName: "name"
        )
    )
    var group: [String] = []

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp("An extra of the project itself to package too. Repeatable.", valueName: "name")
    )
    var extra: [String] = []

    @Option(
        name: [.customShort("c"), .customLong("constraint")],
        parsing: .singleValue,
        help: ArgumentHelp("A file of limits on versions. Repeatable.", valueName: "file"),
        completion: .file()
    )
    var constraints: [String] = []

    @Option(
        name: .customLong("override"),
        parsing: .singleValue,
        help: ArgumentHelp(
            "A file of requirements that replace every other one on the same package. Repeatable.",
            valueName: "file"
        ),
        completion: .file()
    )
    var overrides: [String] = []

    @Flag(name: .customLong("pre"), help: "Take pre-releases like any other version.")
    var prereleases = false

    /// Puts these arguments into build options.
    func apply(to options: inout BuildOptions) {
        options.groups = group
        options.extras = extra
        options.constraintFiles = constraints
        options.overrideFiles = overrides
        options.allowsPrereleases = prereleases
    }
}
