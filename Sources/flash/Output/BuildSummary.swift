import FlashPackager

/// The table a finished build shows.
struct BuildSummary {
    let text: String

    init(_ report: BuildReport, style: Style, isVerbose: Bool) {
        var text = ""
        let functions = report.resources.reduce(0) { $0 + $1.functions.count }
        var resources = Table([.left, .left, .left])
        for resource in report.resources {
            let names = resource.functions.isEmpty ? "(coordinator)" : resource.functions.joined(separator: ", ")
            resources.add(resource.name, resource.type, names)
        }
        text += style.bold("\(report.project)") + ": \(Self.count(functions, "remote function")) on "
        text += "\(Self.count(report.resources.count, "resource"))\n" + resources.text()

        let packageBytes = report.packages.reduce(0) { $0 + $1.bytes }
        text += "\(Self.count(report.packages.count, "package")), \(ByteCount.format(packageBytes))"
        text += report.excluded.isEmpty ? "\n" : ", without \(report.excluded.map(\.name).joined(separator: ", "))\n"
        var packages = Table([.left, .left, .right, .left])
        let largest = report.packages.sorted { ($1.bytes, $0.name) < ($0.bytes, $1.name) }
        for package in isVerbose ? largest : Array(largest.prefix(8)) {
            packages.add(package.name, package.version, ByteCount.format(package.bytes), style.dim(package.reason))
        }
        text += packages.text()
        if !isVerbose, largest.count > 8 {
            text += style.dim("  and \(largest.count - 8) smaller; --verbose lists them all\n")
        }

        text += Self.slimmed(report.slimmed)
        if let artifact = report.artifact, let manifest = report.manifest {
            let share = Int((Double(artifact.bytes) / Double(max(report.sizeLimit, 1)) * 100).rounded())
            text += "\n" + style.green("✓") + " " + style.bold(artifact.path) + "  \(ByteCount.format(artifact.bytes))"
            text += style.dim(" (\(share) % of \(ByteCount.format(report.sizeLimit))\(Self.note(artifact)))") + "\n"
            text += "  sha256 \(artifact.sha256)\n"
            text += style.green("✓") + " \(manifest.path)\n"
            if let lockPath = report.lockPath { text += style.green("✓") + " \(lockPath)\n" }
            if report.isUpToDate { text += "Nothing changed since the last build.\n" }
        } else {
            text += "\nDry run: nothing was packaged or written.\n"
        }
        if isVerbose {
            var timings = Table([.left, .right])
            for timing in report.timings {
                timings.add(timing.stage.rawValue, "\(Int((timing.seconds * 1000).rounded())) ms")
            }
            text += "\n" + timings.text()
            text += "  store: \(report.cache.hits) hits, \(report.cache.misses) misses, "
            text += "\(ByteCount.format(report.cache.bytesFetched)) fetched\n"
        }
        self.text = text
    }

    /// A line for each kind of files that was to be left out.
    private static func slimmed(_ kinds: [BuildReport.Slimmed]) -> String {
        guard !kinds.isEmpty else { return "" }
        var table = Table([.left, .right, .right, .left])
        for kind in kinds {
            let compressed = ByteCount.format(kind.compressedBytes)
            table.add(
                kind.category,
                count(kind.files, "file"),
                ByteCount.format(kind.bytes),
                "(\(compressed) compressed)"
            )
        }
        return "Left out of packages\n" + table.text()
    }

    /// How the archive is compressed, unless in the usual way.
    private static func note(_ artifact: BuildReport.Artifact) -> String {
        artifact.compression == "balanced" ? "" : ", --compression \(artifact.compression)"
    }

    private static func count(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }
}
