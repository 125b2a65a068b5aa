extension String {
    /// The text without the user name and password of the URL in it (RFC 3986, section 3.2.1).
    ///
    /// By scalars: a combining character behind a delimiter would hide it from a comparison of characters.
    var withoutUserInformation: String {
        guard let start = utf8.firstRange(of: "://".utf8)?.upperBound else { return self }
        let authority = unicodeScalars[start...].prefix { !"/?# \t".unicodeScalars.contains($0) }
        guard let at = authority.lastIndex(of: "@") else { return self }
        return "\(self[..<start])\(self[unicodeScalars.index(after: at)...])"
    }
}
