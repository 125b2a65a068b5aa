import ArgumentParser
import FlashPackager

struct CacheCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cache",
        abstract: "Look after the artifact store.",
        subcommands: [CacheInfo.self, CacheVerify.self, CachePrune.self, CacheDirectory.self]
    )
}

/// Options of every command about the store.
struct CacheOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The directory of the artifact store.", valueName: "directory"), completion: .directory)
    var cachePath: String?

    @OptionGroup var outputOptions: OutputOptions

    /// Opens the store, does `work` on it and prints what that returns.
    func run<Report: Encodable>(
        _ work: (Cache) throws(BuildFailure) -> Report,
        text: (Report, Style) -> String
    ) async throws {
        var options = BuildOptions(directory: ".", environment: ProcessEnvironment.current)
        options.cachePath = cachePath
        let session = CommandSession(outputOptions, options: options)
        try await session.run { _ throws(BuildFailure) in
            let report = try work(try Cache(options))
            return outputOptions.format == .json ? session.json(report) : text(report, session.style)
        }
    }
}

struct CacheInfo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "info", abstract: "Tell what the store holds.")
    @OptionGroup var options: CacheOptions

    func run() async throws {
        try await options.run { cache throws(BuildFailure) in
            try cache.info()
        } text: { info, style in
            var table = Table([.left, .right, .right])
            for stage in info.stages {
                table.add(stage.name, "\(stage.results) results", ByteCount.format(stage.bytes))
            }
            table.add("unpacked packages", "\(info.trees) packages", ByteCount.format(info.treeBytes))
            table.add("other objects", "\(info.otherBlobs) objects", ByteCount.format(info.otherBytes))
            return "\(style.bold(info.directory))  \(info.blobs) objects, \(ByteCount.format(info.bytes))\n"
                + table.text()
        }
    }
}

struct CacheVerify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Hash every object of the store again."
    )
    @OptionGroup var options: CacheOptions
    @Flag(help: "Move damaged objects away, so that they are fetched again.")
    var repair = false

    func run() async throws {
        var isSound = true
        try await options.run { cache throws(BuildFailure) in
            let report = try cache.verify(repair: repair)
            isSound = report.isSound
            return report
        } text: { report, style in
            var text = report.findings.map { finding in
                "\(style.red(finding.kind)) \(finding.path): \(finding.message)"
                    + (finding.isRepaired ? " (repaired)\n" : "\n")
            }.joined()
            text += "\(report.blobs) objects, \(ByteCount.format(report.bytes)): "
            return text + (report.findings.isEmpty ? "all sound\n" : "\(report.findings.count) findings\n")
        }
        if !isSound { throw ExitCode(65) }
    }
}

struct CachePrune: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prune",
        abstract: "Remove what was not used for longest. What a running build uses stays."
    )
    @OptionGroup var options: CacheOptions
    @Option(help: ArgumentHelp("Keep this much, such as 10GB; by default nothing is kept.", valueName: "size"))
    var maxSize: String?
    @Option(help: ArgumentHelp("Remove only what was not used for this many days.", valueName: "days"))
    var olderThan: Int?

    @Flag(help: "Remove only wheels from which everything a build needs was made.")
    var wheels = false

    func validate() throws {
        if wheels, maxSize != nil || olderThan != nil {
            throw ValidationError("--wheels goes by neither size nor age.")
        }
        if let maxSize, ByteCount.parse(maxSize) == nil {
            throw ValidationError("'\(maxSize)' is no size; write it like 10GB.")
        }
        if let olderThan, olderThan < 0 { throw ValidationError("The age is a number of days, not below 0.") }
    }

    func run() async throws {
        let limit = maxSize.flatMap(ByteCount.parse) ?? (olderThan == nil ? 0 : nil)
        try await options.run { cache throws(BuildFailure) in
            wheels ? try cache.pruneWheels() : try cache.prune(keeping: limit, olderThanDays: olderThan)
        } text: { report, _ in
            "Removed \(report.removedBlobs) objects and \(report.removedResults) results, "
                + "\(ByteCount.format(report.removedBytes)); \(ByteCount.format(report.keptBytes)) are left.\n"
        }
    }
}

struct CacheDirectory: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "dir", abstract: "Print the store's directory.")
    @OptionGroup var options: CacheOptions

    func run() async throws {
        try await options.run { cache throws(BuildFailure) in
            CacheLocation(directory: cache.directory)
        } text: { location, _ in
            location.directory + "\n"
        }
    }
}
