import FlashPackager

/// The lists of `flash build --list-files`.
enum FileListingText {
    /// The files that go in, then what stays out with the rule that says so.
    static func text(_ listing: FileListing, _ style: Style) -> String {
        let total = listing.files.reduce(0) { $0 + $1.bytes }
        var files = Table([.right, .left])
        for file in listing.files { files.add(ByteCount.format(file.bytes), file.path) }
        var text = style.bold("\(listing.files.count) files go in") + ", \(ByteCount.format(total)):\n" + files.text()
        guard !listing.excluded.isEmpty else { return text }
        var excluded = Table([.left, .left])
        for path in listing.excluded { excluded.add(path.path, style.dim(path.reason)) }
        text += style.bold("\(listing.excluded.count) stay out") + ":\n" + excluded.text()
        return text
    }
}
