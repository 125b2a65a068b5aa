import HTTPTransport

extension String {
    /// The text with the user name and password of every URL in it replaced by as many asterisks.
    package var redactingCredentials: String {
        guard utf8.contains(UInt8(ascii: "@")) else { return self }
        var scalars = Array(unicodeScalars)
        for range in Self.credentials(in: scalars) {
            for index in range { scalars[index] = "*" }
        }
        return String(String.UnicodeScalarView(scalars))
    }

    /// The text without the user name and password of the URLs in it.
    package var removingCredentials: String {
        guard utf8.contains(UInt8(ascii: "@")) else { return self }
        var scalars = Array(unicodeScalars)
        for range in Self.credentials(in: scalars).reversed() {
            scalars.removeSubrange(range.lowerBound...range.upperBound)
        }
        return String(String.UnicodeScalarView(scalars))
    }

    /// The text as a reference relative to the `http` or `https` URL `base`, whose credentials stay within its origin.
    func resolved(against base: String) -> String {
        guard let parsed = HTTPURL(base), let url = parsed.resolving(self) else { return self }
        let fragment = url.fragment.map { "#" + $0 } ?? ""
        let scalars = Array(base.unicodeScalars)
        guard url.origin == parsed.origin, let user = Self.credentials(in: scalars).first,
            let authority = url.text.utf8.firstRange(of: "://".utf8)?.upperBound
        else { return url.text + fragment }
        let written = String(String.UnicodeScalarView(scalars[user]))
        return "\(url.text[..<authority])\(written)@\(url.text[authority...])\(fragment)"
    }

    /// Where user information stands in URLs, without the `@` that ends it (RFC 3986, section 3.2.1).
    ///
    /// By scalars: a combining character behind a delimiter would hide it from a comparison of characters.
    private static func credentials(in scalars: [Unicode.Scalar]) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var index = 0
        while index + 2 < scalars.count {
            guard scalars[index] == ":", scalars[index + 1] == "/", scalars[index + 2] == "/" else {
                index += 1
                continue
            }
            let start = index + 3
            let end = scalars[start...].firstIndex { "/?# \t\"'".unicodeScalars.contains($0) } ?? scalars.count
            if let at = scalars[start..<end].lastIndex(of: "@"), at > start { ranges.append(start..<at) }
            index = end
        }
        return ranges
    }
}
