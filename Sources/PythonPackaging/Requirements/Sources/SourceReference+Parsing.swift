extension SourceReference {
    /// The endings of files that pip takes for source archives; PEP 625 knows the first alone.
    static let archiveEndings = [".tar.gz", ".zip", ".tgz", ".tar.bz2", ".tar.xz", ".tar"]

    /// Reads a reference.
    ///
    /// - Returns: the source; `nil` when the text names a wheel, or is no reference at all.
    /// - Throws: what is wrong with a text that can only be meant as a source.
    static func parse(_ text: String) throws(SourceReferenceProblem) -> SourceReference? {
        let text = text.trimmed
        if let problem = refusal(of: text) { throw problem }
        let head = text.prefix { $0 != "#" }
        let isURL = text.hasPrefix("https://") || text.hasPrefix("http://")
        if isURL ? WheelFilename(at: text) != nil : head.hasSuffix(".whl") && !text.hasPrefix("git+") { return nil }
        let fragment = try SourceFragment(text[head.endIndex...].dropFirst())
        if text.hasPrefix("git+") {
            return SourceReference(place: try repository(head.dropFirst("git+".count)), fragment: fragment)
        }
        if isURL { return SourceReference(place: .remoteArchive(url: String(head)), fragment: fragment) }
        guard let path = try localPath(head), !path.hasSuffix(".whl") else { return nil }
        let isArchive = archiveEndings.contains { path.hasSuffix($0) }
        return SourceReference(
            place: isArchive ? .localArchive(path: path) : .directory(path: path),
            fragment: fragment
        )
    }

    private static func refusal(of text: String) -> SourceReferenceProblem? {
        for (scheme, name) in [("hg+", "Mercurial"), ("svn+", "Subversion"), ("bzr+", "Bazaar")]
        where text.hasPrefix(scheme) {
            return SourceReferenceProblem(
                "\(name) repositories are not supported",
                hint: "use a git repository, a source archive or a wheel"
            )
        }
        for scheme in ["git:", "git@", "ssh:"] where text.hasPrefix(scheme) {
            return SourceReferenceProblem(
                "the URL of a git repository starts with 'git+'",
                hint: "write git+https://HOST/PATH or git+ssh://git@HOST/PATH"
            )
        }
        return nil
    }

    /// Splits `https://host/path@revision`; the revision follows the last `@` of the path, as pip has it.
    private static func repository(_ text: Substring) throws(SourceReferenceProblem) -> Place {
        let schemes = ["https://", "http://", "ssh://", "file://", "git://"]
        guard let scheme = schemes.first(where: { text.hasPrefix($0) }) else {
            throw SourceReferenceProblem(
                "the URL of a git repository needs the scheme https, http, ssh, file or git",
                hint: "write git+https://HOST/PATH or git+ssh://git@HOST/PATH"
            )
        }
        let rest = text.dropFirst(scheme.count)
        let path = rest.utf8[(rest.utf8.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex)...]
        guard path.count > 1, !text.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F }) else {
            throw SourceReferenceProblem("the URL of the repository has no path")
        }
        guard let at = path.lastIndex(of: UInt8(ascii: "@")) else {
            return .repository(url: String(text), revision: nil)
        }
        let revision = text[path.index(after: at)...]
        guard !revision.isEmpty, !revision.starts(withASCII: "-"), !revision.utf8.contains("..".utf8) else {
            throw SourceReferenceProblem("'\(revision)' is no branch, tag or commit")
        }
        return .repository(url: String(text[..<at]), revision: String(revision))
    }

    /// The path that a `file:` URL (RFC 8089) or a percent-encoded path stands for.
    private static func localPath(_ text: Substring) throws(SourceReferenceProblem) -> String? {
        guard text.hasPrefix("file:") || looksLikePath(text), LocalReference.isLocal(String(text)) else { return nil }
        guard let path = LocalReference.path(of: String(text)) else {
            throw SourceReferenceProblem(
                "not the path of a file on this machine",
                hint: "write file:///PATH, or a path that starts with './'"
            )
        }
        return path
    }

    static func looksLikePath(_ text: Substring) -> Bool {
        text.hasPrefix(".") || text.contains("/") || archiveEndings.contains { text.hasSuffix($0) }
    }
}
