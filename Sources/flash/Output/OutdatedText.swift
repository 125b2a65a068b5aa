import FlashPackager

/// The table of `flash outdated`.
enum OutdatedText {
    /// Every package with a newer version; those with pre-releases and withdrawn versions only when `isVerbose`.
    static func text(_ report: OutdatedReport, style: Style, isVerbose: Bool) -> String {
        let shown = report.packages.filter { isVerbose || !$0.isOnlyUnsettled }
        let outdated = report.packages.filter(\.isOutdated).count
        var table = Table([.left, .left, .left, .left, .left])
        if !shown.isEmpty { table.add("package", "locked", "compatible", "latest", "") }
        for package in shown {
            table.add(
                package.name,
                package.locked,
                package.compatible,
                package.latest,
                style.dim(remarks(package).joined(separator: "; "))
            )
        }
        let count = "\(outdated) of \(report.lockedPackages) package\(report.lockedPackages == 1 ? "" : "s")"
        return table.text() + count + (outdated == 1 ? " has a newer version\n" : " have newer versions\n")
    }

    private static func remarks(_ package: OutdatedReport.Package) -> [String] {
        var remarks: [String] = []
        if !package.heldBy.isEmpty {
            remarks.append("held by " + package.heldBy.map { "\($0.requirement) (\($0.by))" }.joined(separator: ", "))
        }
        if let explanation = package.explanation { remarks.append(explanation) }
        if let newest = package.newest { remarks.append("\(newest.version) \(newest.detail)") }
        return remarks
    }
}
