import ArgumentParser
import FlashPackager

struct LockCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lock",
        abstract: "Resolve the project's requirements and write pylock.flash.toml (PEP 751).",
        discussion: """
            Locked versions stay as long as they are allowed. Without such a file, those of pylock.toml or uv.lock beside \
            the project are preferred.
            """
    )

    @OptionGroup var project: ProjectOptions

    @Option(
        name: [.customShort("r"), .customLong("requirement")],
        parsing: .singleValue,
        help: ArgumentHelp("Lock only this requirement file; the project is not read. Repeatable.", valueName: "file"),
        completion: .file()
    )
    var requirements: [String] = []

    @Flag(help: "Choose the newest versions again, whatever the lock file holds.")
    var upgrade = false

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp("Choose the newest version of this package again. Repeatable.", valueName: "name")
    )
    var upgradePackage: [String] = []

    @Flag(help: "Fail if the lock file would change; write nothing.")
    var check = false

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("Write the lock to this file; - is standard output.", valueName: "file"),
        completion: .file(extensions: ["toml"])
    )
    var output: String?

    @OptionGroup var outputOptions: OutputOptions

    func validate() throws {
        if upgrade, !upgradePackage.isEmpty {
            throw ValidationError("--upgrade renews every package; leave out --upgrade-package.")
        }
        if output == "-", check { throw ValidationError("--check writes nothing; leave out --output -.") }
        if output == "-", outputOptions.format == .json {
            throw ValidationError("Standard output takes the lock file or the JSON, not both.")
        }
        if let output, output.isEmpty || output.hasSuffix("/") {
            throw ValidationError("'\(output)' does not name a file.")
        }
    }

    func run() async throws {
        let options = project.buildOptions()
        let session = CommandSession(outputOptions, options: options)
        try await session.run { observer throws(BuildFailure) in
            let report = try await Locking(options: options, lock: lockOptions, observer: observer).run()
            if output == "-" { return String(decoding: report.content ?? [], as: UTF8.self) }
            switch outputOptions.format {
            case .json: return session.json(JSONLockReport(report))
            case .text: return LockSummary(report, style: session.style).text
            }
        }
    }

    private var lockOptions: LockOptions {
        var lock = LockOptions()
        lock.requirementFiles = requirements
        lock.upgrade = upgrade ? .everything : upgradePackage.isEmpty ? .nothing : .packages(upgradePackage)
        lock.destination = output.map { $0 == "-" ? .report : .file($0) } ?? .project
        lock.isCheck = check
        return lock
    }
}
