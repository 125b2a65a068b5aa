extension MetadataHeader {
    /// Rewrites metadata with nothing but the fields that ``CoreMetadata`` reads.
    static func condensed(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        for field in MetadataHeader(bytes, only: CoreMetadata.fieldNames).fields {
            result += Array("\(field.name): \(field.value)\n".utf8)
        }
        return result
    }
}
