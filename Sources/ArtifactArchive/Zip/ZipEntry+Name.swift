extension ZipEntry {
    /// Decodes a name as APPNOTE.TXT appendix D asks: UTF-8 when flagged, otherwise code page 437.
    static func decodeName(_ raw: [UInt8], flags: UInt16) throws(ArchiveError) -> String {
        guard !raw.isEmpty else { throw ArchiveError(.malformed, "an entry has no name") }
        guard !raw.contains(0) else {
            throw ArchiveError(
                .malformed,
                entry: String(decoding: raw.prefix { $0 != 0 }, as: UTF8.self),
                "the entry's name contains a NUL"
            )
        }
        if raw.allSatisfy({ $0 < 0x80 }) {
            return String(decoding: raw, as: UTF8.self)
        }
        guard flags & ZipFlags.utf8 != 0 else {
            return String(
                String.UnicodeScalarView(raw.map { $0 < 0x80 ? Unicode.Scalar($0) : codePage437[Int($0) - 128] })
            )
        }
        guard let name = String(validating: raw, as: UTF8.self) else {
            throw ArchiveError(
                .malformed,
                entry: String(decoding: raw, as: UTF8.self),
                "the entry's name is flagged as UTF-8 and is not"
            )
        }
        return name
    }

    private static let codePage437 = Array(
        ("ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐"
            + "└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{A0}").unicodeScalars
    )
}
