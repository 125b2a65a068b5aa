import FlashPackager

/// The result of `flash diff` for people.
struct DifferenceText {
    let text: String

    /// Tells the packages, the files, the settings and the sizes.
    ///
    /// Files of packages that came, went or changed their version are only listed when `listsAllFiles` is set.
    init(_ difference: ArtifactDifference, style: Style, listsAllFiles: Bool) {
        let replaced = Set(difference.packages.filter { $0.change != .changed || $0.from != $0.to }.map(\.name))
        let listed = difference.files.filter { listsAllFiles || $0.package.map { !replaced.contains($0) } ?? true }
        var text = Self.packages(difference.packages, style) + Self.files(listed, style)
        let others = difference.files.count - listed.count
        if others > 0 {
            text += style.dim("  and \(others) files of packages above; --files lists them\n")
        }
        text += Self.settings(difference.settings, style)
        if difference.isSame { text += "The artifacts have the same content.\n" }
        text += "archive \(Self.sizes(difference.bytes)), unpacked \(Self.sizes(difference.unpackedBytes))\n"
        self.text = text
    }

    private static func packages(_ packages: [ArtifactDifference.Package], _ style: Style) -> String {
        guard !packages.isEmpty else { return "" }
        var table = Table([.left, .left, .left, .right])
        for package in packages {
            let versions = [package.from, package.to].compactMap(\.self).map(DisplayText.name)
            let isSameVersion = versions.count == 2 && versions[0] == versions[1]
            table.add(
                mark(package.change),
                DisplayText.name(package.name),
                isSameVersion ? "\(versions[0]), other files" : versions.joined(separator: " → "),
                growth(package.bytes)
            )
        }
        return style.bold("Packages") + "\n" + coloured(table.text(), style)
    }

    private static func files(_ files: [ArtifactDifference.File], _ style: Style) -> String {
        guard !files.isEmpty else { return "" }
        let limit = 200
        var table = Table([.left, .left, .right])
        for file in files.prefix(limit) {
            table.add(mark(file.change), DisplayText.name(file.path), growth(file.bytes))
        }
        let more = files.count > limit ? "  … and \(files.count - limit) more; --format json has all\n" : ""
        return style.bold("Files") + "\n" + coloured(table.text(), style) + more
    }

    private static func settings(_ settings: [ArtifactDifference.Setting], _ style: Style) -> String {
        guard !settings.isEmpty else { return "" }
        let lines = settings.map { setting in
            let values = [setting.from, setting.to].compactMap(\.self).map { DisplayText.name(String($0.prefix(200))) }
            return "  \(mark(setting.change))  \(DisplayText.name(setting.key)): \(values.joined(separator: " → "))\n"
        }
        return style.bold("Manifest") + "\n" + coloured(lines.joined(), style)
    }

    private static func mark(_ change: ArtifactDifference.Change) -> String {
        switch change {
        case .added: "+"
        case .removed: "-"
        case .changed: "~"
        }
    }

    /// Colours lines by the mark they begin with.
    private static func coloured(_ lines: String, _ style: Style) -> String {
        guard style.isColoured else { return lines }
        return lines.split(separator: "\n").map { line in
            switch line.dropFirst(2).first {
            case "+": style.green(String(line))
            case "-": style.red(String(line))
            default: String(line)
            }
        }.map { $0 + "\n" }.joined()
    }

    private static func growth(_ sizes: ArtifactDifference.Sizes) -> String {
        guard sizes.growth != 0 else { return "same size" }
        return (sizes.growth < 0 ? "-" : "+") + ByteCount.format(sizes.growth.magnitude)
    }

    private static func sizes(_ sizes: ArtifactDifference.Sizes) -> String {
        "\(ByteCount.format(sizes.before)) → \(ByteCount.format(sizes.after)) (\(growth(sizes)))"
    }
}
