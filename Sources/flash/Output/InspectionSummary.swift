import FlashPackager

/// The tables of `flash inspect`.
enum InspectionSummary {
    /// What `view` holds of the artifact `inspection`, the largest first.
    static func text(_ view: Inspection, of inspection: Inspection, _ style: Style) -> String {
        var text = style.bold(DisplayText.name(inspection.project))
        if !inspection.pythonVersion.isEmpty { text += ", Python \(DisplayText.name(inspection.pythonVersion))" }
        text += ": \(inspection.packages.count) packages, \(ByteCount.format(inspection.bytes))"
        if let unpacked = inspection.unpackedBytes { text += ", \(ByteCount.format(unpacked)) unpacked" }
        text += style.dim(" (\(share(inspection)) % of \(ByteCount.format(inspection.sizeLimit)))") + "\n"
        if let directories = view.directories {
            text += rows(directories) { table, directory in
                table.add(
                    ByteCount.format(directory.bytes),
                    ByteCount.format(directory.unpackedBytes),
                    "\(directory.files) files",
                    DisplayText.name(directory.path)
                )
            }
        } else if let files = view.files {
            text += rows(files) { table, file in
                table.add(
                    ByteCount.format(file.bytes),
                    ByteCount.format(file.unpackedBytes),
                    DisplayText.name(file.package ?? ""),
                    DisplayText.name(file.path)
                )
            }
        } else {
            text += packages(view, of: inspection, style)
        }
        return text
    }

    /// Why one package is in, and what would leave with it.
    static func explain(_ explanation: PackageExplanation, style: Style) -> String {
        let package = explanation.package
        var text =
            "\(style.bold(package.name)) \(DisplayText.name(package.version)), \(ByteCount.format(package.bytes))"
        text += package.unpackedBytes.map { ", \(ByteCount.format($0)) unpacked\n" } ?? "\n"
        text += "  is in because: \(DisplayText.name(explanation.chain.joined(separator: " → ")))\n"
        text += "  required by:   \(DisplayText.name(package.requiredBy.joined(separator: ", ")))\n"
        text += "  --exclude \(package.name) saves \(ByteCount.format(explanation.savesBytes))"
        text += explanation.bringsIn.isEmpty ? "\n" : ", with \(explanation.bringsIn.joined(separator: ", "))\n"
        return text
    }

    private static func packages(_ view: Inspection, of inspection: Inspection, _ style: Style) -> String {
        var table = Table([.right, .right, .left, .left, .left])
        table.add("archive", "unpacked", "", "", "")
        for package in view.packages.sorted(by: { ($1.bytes, $0.name) < ($0.bytes, $1.name) }) {
            let way = inspection.chain(to: package.name).dropLast().joined(separator: " → ")
            table.add(
                ByteCount.format(package.bytes),
                package.unpackedBytes.map(ByteCount.format) ?? "",
                DisplayText.name(package.name),
                DisplayText.name(package.version),
                style.dim(DisplayText.name(way))
            )
        }
        let project = inspection.projectUnpackedBytes.map(ByteCount.format) ?? ""
        table.add(ByteCount.format(inspection.projectBytes), project, "your own files", "", "")
        var text = table.text()
        if !inspection.excluded.isEmpty {
            text += "Left out: \(DisplayText.name(inspection.excluded.joined(separator: ", ")))\n"
        }
        return text
    }

    private static func rows<Row>(_ rows: [Row], _ add: (inout Table, Row) -> Void) -> String {
        var table = Table([.right, .right, .left, .left])
        for row in rows { add(&table, row) }
        return table.text()
    }

    private static func share(_ inspection: Inspection) -> Int {
        Int((Double(inspection.bytes) / Double(max(inspection.sizeLimit, 1)) * 100).rounded())
    }
}
