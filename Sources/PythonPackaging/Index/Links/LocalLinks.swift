import Digests
import HTTPTransport

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Lists what a path given as `--find-links` offers.
enum LocalLinks {
    /// Why a path lists nothing.
    struct Failure: Error {
        let reason: String
    }

    /// The distributions in the directory at `path`, those an HTML file links to, or the wheel at `path` itself.
    ///
    /// - Parameters:
    ///   - path: the place, relative to `directory` or absolute; the links have paths of the same form.
    ///   - directory: the project directory.
    /// - Returns: the links, those of a directory sorted by name.
    /// - Throws: ``Failure`` with the reason.
    static func drafts(at path: String, in directory: String) throws(Failure) -> [FileDraft] {
        let absolute = LocalReference.absolute(path, in: directory)
        var status = stat()
        guard stat(absolute, &status) == 0 else { throw Failure(reason: String(cString: strerror(errno))) }
        if status.st_mode & S_IFMT == S_IFDIR {
            return try names(in: absolute).map {
                draft(path == "." ? $0 : RequirementsReader.normalize("\(path)/\($0)"))
            }
        }
        guard status.st_mode & S_IFMT == S_IFREG else { throw Failure(reason: "neither a directory nor a file") }
        if path.hasSuffix(".whl") { return [draft(path)] }
        guard path.hasSuffix(".html") || path.hasSuffix(".htm") else {
            throw Failure(reason: "neither a directory nor an HTML file")
        }
        guard let content = FileContent.bytes(of: absolute) else {
            throw Failure(reason: String(cString: strerror(errno)))
        }
        do throws(IndexPageError) {
            return try IndexPage.drafts(content, links: LocalLinkResolver(folder: RequirementsReader.folder(of: path)))
        } catch {
            throw Failure(reason: error.reason)
        }
    }

    private static func draft(_ path: String) -> FileDraft {
        var draft = FileDraft()
        draft.url = path
        draft.filename = path.split(separator: "/").last.map(String.init) ?? path
        return draft
    }

    private static func names(in directory: String) throws(Failure) -> [String] {
        guard let stream = opendir(directory) else { throw Failure(reason: String(cString: strerror(errno))) }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(validating: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if let name, !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }
}

/// Finds the files a local HTML file links to.
struct LocalLinkResolver: PageLinks {
    /// The folder relative links start from, as a path that ends in a slash, or empty.
    let folder: String

    func resolve(_ link: String) -> (url: String, fragment: String?)? {
        if let url = HTTPURL(link) { return (url.text, url.fragment) }
        guard LocalReference.isLocal(link), let path = LocalReference.path(of: link) else { return nil }
        let fragment = link.firstIndex(of: "#").map { String(link[link.index(after: $0)...]) }
        let isAbsolute = path.hasPrefix("/")
        return (isAbsolute ? path : RequirementsReader.normalize(folder + path), fragment)
    }

    func rebased(_ link: String) -> (any PageLinks)? {
        if let url = HTTPURL(link) { return LinkResolver(base: url) }
        guard LocalReference.isLocal(link), let path = LocalReference.path(of: link) else { return nil }
        let base = path.hasPrefix("/") ? path : folder + path
        return LocalLinkResolver(folder: link.hasSuffix("/") ? base + "/" : RequirementsReader.folder(of: base))
    }
}
