import FlashPackager

/// The tables of `flash inspect`.
enum InspectionSummary {
    /// Every package with its size and the way it came in, the largest first.
    static func text(_ inspection: Inspection, style: Style) -> String {
        let total = inspection.packages.reduce(inspection.projectBytes) { $0 + $1.bytes }
        var text = style.bold(inspection.project) + ", Python \(inspection.pythonVersion): "
        text += "\(inspection.packages.count) packages, \(ByteCount.format(total))"
        text += inspection.compression.isEmpty ? "\n" : ", \(inspection.compression) compression\n"
        var table = Table([.right, .left, .left, .left])
        for package in inspection.packages.sorted(by: { ($1.bytes, $0.name) < ($0.bytes, $1.name) }) {
            let way = inspection.chain(to: package.name).dropLast().joined(separator: " → ")
            table.add(ByteCount.format(package.bytes), package.name, package.version, style.dim(way))
        }
        table.add(ByteCount.format(inspection.projectBytes), "your own files", "", "")
        text += table.text()
        if !inspection.excluded.isEmpty {
            text += "Left out: \(inspection.excluded.joined(separator: ", "))\n"
        }
        if !inspection.slim.isEmpty {
            text += "Without the packages' \(inspection.slim.joined(separator: ", "))\n"
        }
        return text
    }

    /// Why one package is in, and what would leave with it.
    static func explain(
        _ name: String,
        in inspection: Inspection,
        style: Style
    ) throws(BuildFailure) -> String {
        guard let package = inspection.packages.first(where: { $0.name == name.lowercased() }) else {
            throw BuildFailure(
                .badInput,
                code: "unknown-package",
                "There is no package \(name) in the artifact.",
                hint: "`flash inspect` lists the packages."
            )
        }
        let brought = inspection.broughtIn(by: package.name)
        let saved = brought.reduce(0) { $0 + $1.bytes }
        var text = "\(style.bold(package.name)) \(package.version), \(ByteCount.format(package.bytes))\n"
        text += "  is in because: \(inspection.chain(to: package.name).joined(separator: " → "))\n"
        text += "  required by:   \(package.requiredBy.joined(separator: ", "))\n"
        let others = brought.map(\.name).filter { $0 != package.name }
        text += "  --exclude \(package.name) saves \(ByteCount.format(saved))"
        text += others.isEmpty ? "\n" : ", with \(others.joined(separator: ", "))\n"
        return text
    }
}
