/// Removes from URLs what must not be shown.
public enum URLRedaction {
    /// Replaces user information and the query, where tokens and signatures live, and drops the fragment.
    public static func redact(_ url: String) -> String {
        var text = Substring(url)
        if let fragment = text.firstIndex(of: "#") {
            text = text[..<fragment]
        }
        var query = ""
        if let mark = text.firstIndex(of: "?") {
            query = "?****"
            text = text[..<mark]
        }
        guard let scheme = text.firstRange(ofText: "://") else {
            return String(text) + query
        }
        let authorityEnd = text[scheme.upperBound...].firstIndex(of: "/") ?? text.endIndex
        let authority = text[scheme.upperBound..<authorityEnd]
        guard let at = authority.lastIndex(of: "@") else {
            return String(text) + query
        }
        return "\(text[..<scheme.upperBound])****\(text[at...])\(query)"
    }
}

extension Substring {
    fileprivate func firstRange(ofText needle: String) -> Range<Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(needle) {
                return start..<index(start, offsetBy: needle.count)
            }
            start = index(after: start)
        }
        return nil
    }
}
