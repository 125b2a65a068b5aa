import FlashPackager

/// The result of `flash verify` for people.
enum VerificationText {
    /// One line for each fault, then what was looked at.
    static func text(_ report: ArtifactReport, style: Style) -> String {
        var text = ""
        for fault in report.faults {
            text += "\(style.red(fault.kind.rawValue)) "
            if let path = fault.path { text += style.bold(path) + " " }
            if let package = fault.package { text += style.dim("(\(package)) ") }
            text += fault.message + "\n"
        }
        if report.moreFaults > 0 { text += "… and \(report.moreFaults) more faults\n" }
        let mark = report.isSound ? style.green("✓") : style.red("✗")
        text += "\(mark) \(style.bold(DisplayText.safe(report.archive)))  \(ByteCount.format(report.bytes))\n"
        text += "  sha256 \(report.sha256)\n"
        text += "  \(count(report.files, "file")), \(ByteCount.format(report.unpackedBytes)) unpacked"
        text += report.packages > 0 ? ", \(count(report.packages, "package")): " : ": "
        if report.isSound {
            text += report.uncheckedFiles == 0 ? "all as the manifest says\n" : "nothing wrong\n"
        } else {
            text += count(report.faults.count + report.moreFaults, "fault") + "\n"
        }
        if report.uncheckedFiles > 0 {
            text +=
                "  \(count(report.uncheckedFiles, "file")) could not be compared: neither the manifest nor a RECORD "
            text += "has digests of them\n"
        }
        return text
    }

    private static func count(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }
}
