import HTTPTransport

extension String {
    /// The text with the user name and password of every URL in it replaced by as many asterisks.
    package var redactingCredentials: String {
        guard utf8.contains(UInt8(ascii: "@")) else { return self }
        var characters = Array(self)
        for range in Self.credentials(in: characters) {
            for index in range { characters[index] = "*" }
        }
        return String(characters)
    }

    /// The text without the user name and password of the URLs in it.
    package var removingCredentials: String {
        guard utf8.contains(UInt8(ascii: "@")) else { return self }
        var characters = Array(self)
        for range in Self.credentials(in: characters).reversed() {
            characters.removeSubrange(range.lowerBound...range.upperBound)
        }
        return String(characters)
    }

    /// The text as a reference relative to the `http` or `https` URL `base`, whose credentials stay within its origin.
    func resolved(against base: String) -> String {
        guard let parsed = HTTPURL(base), let url = parsed.resolving(self) else { return self }
        let fragment = url.fragment.map { "#" + $0 } ?? ""
        let characters = Array(base)
        guard url.origin == parsed.origin, let user = Self.credentials(in: characters).first,
            let authority = url.text.firstRange(of: "://")?.upperBound
        else { return url.text + fragment }
        return "\(url.text[..<authority])\(String(characters[user]))@\(url.text[authority...])\(fragment)"
    }

    /// Where user information stands in URLs, without the `@` that ends it (RFC 3986, section 3.2.1).
    private static func credentials(in characters: [Character]) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var index = 0
        while index + 2 < characters.count {
            guard characters[index] == ":", characters[index + 1] == "/", characters[index + 2] == "/" else {
                index += 1
                continue
            }
            let start = index + 3
            let end = characters[start...].firstIndex { "/?# \t\"'".contains($0) } ?? characters.count
            if let at = characters[start..<end].lastIndex(of: "@"), at > start { ranges.append(start..<at) }
            index = end
        }
        return ranges
    }
}
