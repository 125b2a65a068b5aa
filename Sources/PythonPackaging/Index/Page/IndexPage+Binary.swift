import ArtifactCache

/// The form in which a page is kept in the store: what the index said about the page, then the listing.
extension IndexPage {
    private static let format: UInt8 = 3

    /// The compact form of the page.
    func encoded() -> [UInt8] {
        var writer = BinaryWriter()
        writer.write(byte: Self.format)
        writer.write(byte: isFound ? 1 : 0)
        writer.write(entityTag)
        writer.write(lastModified)
        writer.write(raw: listing.bytes)
        return writer.bytes
    }

    /// Reads the compact form; `nil` if it is damaged or of another format.
    init?(encoded: FixedBytes) {
        var reader = BinaryReader(encoded)
        guard reader.readByte() == Self.format, let isFound = reader.readByte(),
            let entityTag = reader.readOptionalText(), let lastModified = reader.readOptionalText(),
            let listing = ProjectListing(encoded, from: reader.offset)
        else { return nil }
        self.init(listing: listing, isFound: isFound == 1, entityTag: entityTag, lastModified: lastModified)
    }
}
