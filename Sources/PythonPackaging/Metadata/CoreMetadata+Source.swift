extension CoreMetadata {
    /// Whether the `PKG-INFO` of a source distribution says what every wheel built from it will say about dependencies.
    ///
    /// That is so from metadata 2.2 on unless a field is marked as dynamic (PEP 643).
    ///
    /// - Parameter bytes: The content of `PKG-INFO`.
    /// - Returns: Whether no build can change what it says.
    public static func isReliable(inSource bytes: [UInt8]) -> Bool {
        let fields = MetadataHeader(bytes).fields
        guard let text = fields.first(where: { $0.name == "metadata-version" })?.value,
            let version = try? Version(text), let since = try? Version("2.2"), version >= since
        else { return false }
        let dynamic = fields.filter { $0.name == "dynamic" }.map { $0.value.lowercased() }
        return !dynamic.contains { ["requires-dist", "requires-python", "provides-extra", "version"].contains($0) }
    }
}
