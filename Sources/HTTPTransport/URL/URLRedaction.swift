/// Removes from URLs what must not be shown.
///
/// By bytes: a combining character behind a delimiter would hide it from a comparison of characters.
public enum URLRedaction {
    /// Replaces user information and the query, where tokens and signatures live, and drops the fragment.
    public static func redact(_ url: String) -> String {
        var text = Substring(url)
        if let fragment = text.utf8.firstIndex(of: UInt8(ascii: "#")) {
            text = text[..<fragment]
        }
        var query = ""
        if let mark = text.utf8.firstIndex(of: UInt8(ascii: "?")) {
            query = "?****"
            text = text[..<mark]
        }
        guard let scheme = text.utf8.firstRange(of: "://".utf8) else {
            return String(text) + query
        }
        let authorityEnd = text.utf8[scheme.upperBound...].firstIndex(of: UInt8(ascii: "/")) ?? text.endIndex
        let authority = text.utf8[scheme.upperBound..<authorityEnd]
        guard let at = authority.lastIndex(of: UInt8(ascii: "@")) else {
            return String(text) + query
        }
        return "\(text[..<scheme.upperBound])****\(text[at...])\(query)"
    }
}
