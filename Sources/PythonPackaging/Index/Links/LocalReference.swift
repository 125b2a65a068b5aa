/// Names files of this machine: as paths, relative to the project where they lie in it, and as `file:` URLs (RFC 8089).
package enum LocalReference {
    /// Whether `reference` is a path or a `file:` URL instead of a URL of another scheme.
    package static func isLocal(_ reference: String) -> Bool {
        // By bytes: a combining character after "://" would hide it from a comparison of characters.
        reference.starts(withASCII: "file:") || !reference.utf8.contains("://".utf8)
    }

    /// The path a `file:` URL or a percent-encoded path names, without its fragment.
    ///
    /// - Returns: the path, with `.` and `..` resolved; `nil` for a URL of another host or scheme.
    package static func path(of reference: String) -> String? {
        guard isLocal(reference) else { return nil }
        var text = reference.prefix { $0 != "#" }
        if text.starts(withASCII: "file:") {
            text = Substring(text.utf8.dropFirst("file:".utf8.count))
            if text.starts(withASCII: "//localhost/") {
                text = Substring(text.utf8.dropFirst("//localhost".utf8.count))
            } else if text.starts(withASCII: "//") {
                text = Substring(text.utf8.dropFirst(2))
                guard text.isAbsolutePath else { return nil }
            }
        }
        let path = PercentEncoding.decode(text)
        guard !path.isEmpty, !path.utf8.contains(0) else { return nil }
        return RequirementsReader.normalize(path)
    }

    /// The reference a requirement holds for the file at `path`: a `file:` URL, or `./…` for a relative path.
    package static func reference(to path: String) -> String {
        let encoded = PercentEncoding.encode(path: path)
        if path.isAbsolutePath { return "file://" + encoded }
        return path.hasPrefix("../") ? encoded : "./" + encoded
    }

    /// The same reference, from the project instead of from `file`, which may be a path or a URL; the fragment stays.
    static func resolve(_ reference: String, beside file: String) -> String {
        guard let path = path(of: reference) else { return reference }
        let fragment = reference.drop { $0 != "#" }
        if !path.isAbsolutePath, !isLocal(file) {
            return RequirementsReader.resolve(PercentEncoding.encode(path: path), beside: file) + fragment
        }
        return self.reference(to: RequirementsReader.resolve(path, beside: file)) + fragment
    }

    /// The path as seen from `directory`, when it lies below it; an absolute path otherwise stays as it is.
    package static func path(_ path: String, from directory: String) -> String {
        guard !directory.isEmpty, path.hasPrefix(directory + "/") else { return path }
        return String(path.dropFirst(directory.count + 1))
    }

    /// A path relative to `root` as a path relative to `directory`, both absolute; an absolute path stays as it is.
    static func path(_ path: String, movedFrom root: String, to directory: String) -> String {
        guard !path.isAbsolutePath, root != directory else { return path }
        let target = RequirementsReader.normalize(absolute(path, in: root)).pathComponents()
        let start = RequirementsReader.normalize(directory).pathComponents()
        let common = zip(target, start).prefix { $0 == $1 }.count
        let parts = Array(repeating: "..", count: start.count - common) + target[common...]
        return parts.isEmpty ? "." : parts.joined(separator: "/")
    }

    /// The path with `directory` in front unless it is absolute.
    static func absolute(_ path: String, in directory: String) -> String {
        path.isAbsolutePath || directory.isEmpty ? path : "\(directory)/\(path)"
    }
}
