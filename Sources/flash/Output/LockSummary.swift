import FlashPackager

/// The lines a finished lock shows.
struct LockSummary {
    let text: String

    init(_ report: LockReport, style: Style) {
        var table = Table([.left, .left, .right, .left])
        for package in report.packages {
            table.add(package.name, package.version, ByteCount.format(package.bytes), style.dim(package.reason))
        }
        var text = table.text()
        let isFirst = report.changes.added.count == report.packages.count && report.changes.removed.isEmpty
        if !report.changes.isEmpty, !isFirst { text += "\n" + Self.changes(report.changes, style) + "\n" }
        if let path = report.path {
            text += style.green("✓") + " \(path)" + (report.isUpToDate ? "  (nothing changed)" : "") + "\n"
        } else if report.packages.isEmpty {
            text += "No requirements.\n"
        } else {
            text += "Nothing was written: without dependencies the lock would not be complete.\n"
        }
        self.text = text
    }

    private static func changes(_ changes: LockChanges, _ style: Style) -> String {
        var table = Table([.left, .left, .left])
        for package in changes.added { table.add("added", package.name, package.version) }
        for package in changes.removed { table.add("removed", package.name, package.version) }
        for package in changes.changed { table.add("changed", package.name, "\(package.from) -> \(package.to)") }
        return table.text()
    }
}
