extension String {
    /// The text without the user name and password of the URL in it (RFC 3986, section 3.2.1).
    var withoutUserInformation: String {
        guard let start = authority(behind: "://") else { return self }
        let end = self[start...].firstIndex { "/?# \t".contains($0) } ?? endIndex
        guard let at = self[start..<end].lastIndex(of: "@") else { return self }
        return String(self[..<start] + self[index(after: at)...])
    }

    /// Where the authority of a URL begins, behind `separator`.
    private func authority(behind separator: String) -> Index? {
        indices.lazy
            .filter { self[$0...].hasPrefix(separator) }
            .compactMap { self.index($0, offsetBy: separator.count, limitedBy: self.endIndex) }
            .first
    }
}
