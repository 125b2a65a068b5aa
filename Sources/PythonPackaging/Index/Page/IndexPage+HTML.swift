import Digests
import HTTPTransport

extension IndexPage {
    /// Reads the HTML form of a project page (PEP 503, PEP 592, PEP 658, PEP 714).
    ///
    /// - Parameters:
    ///   - content: The page.
    ///   - project: The project, to tell its files from others.
    ///   - base: The URL of the page, for relative links.
    /// - Returns: The distributions of the project, in the order of the page.
    /// - Throws: ``IndexPageError`` for a malformed page or one of a newer major version.
    static func html(_ content: [UInt8], project: PackageName, base: HTTPURL) throws(IndexPageError) -> IndexPage {
        var version: String?
        let drafts = try drafts(content, links: LinkResolver(base: base), version: &version)
        guard version.map({ $0.starts(withASCII: "1.") }) ?? true else {
            throw IndexPageError(offset: 0, reason: "unsupported API version \((version ?? "").quotable())")
        }
        let classifier = FilenameClassifier(project: project)
        var files: [DistributionFile] = []
        for draft in drafts {
            if let (kind, version) = classifier.classify(draft.filename) { files.append(draft.file(kind, version)) }
        }
        return IndexPage(files: files)
    }

    /// Reads every link of an HTML page.
    ///
    /// - Parameters:
    ///   - content: The page.
    ///   - links: How relative links are resolved, until a `<base>` says otherwise.
    /// - Returns: The links in the order of the page.
    /// - Throws: ``IndexPageError`` for a page with too many links.
    static func drafts(_ content: [UInt8], links: any PageLinks) throws(IndexPageError) -> [FileDraft] {
        var version: String?
        return try drafts(content, links: links, version: &version)
    }

    private static func drafts(
        _ content: [UInt8],
        links: any PageLinks,
        version: inout String?
    ) throws(IndexPageError) -> [FileDraft] {
        var scanner = HTMLTagScanner(content)
        var links = links
        var drafts: [FileDraft] = []
        while let tag = scanner.next() {
            switch tag.name {
            case "a":
                guard let draft = draft(tag, links) else { continue }
                guard drafts.count < maximumFiles else {
                    throw IndexPageError(offset: scanner.offset, reason: "too many files")
                }
                drafts.append(draft)
            case "base":
                if let href = tag["href"], let rebased = links.rebased(href) { links = rebased }
            case "meta" where tag["name"] == "pypi:repository-version":
                version = tag["content"]
            default:
                continue
            }
        }
        return drafts
    }

    private static func draft(_ tag: HTMLTagScanner.Tag, _ links: any PageLinks) -> FileDraft? {
        guard let href = tag["href"], let link = links.resolve(href.trimmed) else { return nil }
        var draft = FileDraft()
        draft.url = link.url
        let component = lastComponent(of: link.url)
        draft.filename = LocalReference.isLocal(link.url) ? String(component) : PercentEncoding.decode(component)
        draft.sha256 = digest(link.fragment)
        draft.requiresPython = tag["data-requires-python"].flatMap { $0.isEmpty ? nil : FileDraft.shown($0) }
        draft.yanked = tag["data-yanked"] != nil
        draft.yankedReason = tag["data-yanked"].flatMap { $0.isEmpty ? nil : FileDraft.shown($0) }
        if let metadata = tag["data-core-metadata"] ?? tag["data-dist-info-metadata"], metadata != "false" {
            draft.hasMetadata = true
            draft.metadataSHA256 = digest(metadata)
        }
        return draft
    }

    private static func lastComponent(of url: String) -> Substring {
        let path = url.prefix { $0 != "?" }
        return path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...]
    }

    /// The digest in `sha256=…`, alone or among other parameters.
    private static func digest(_ text: String?) -> SHA256Digest? {
        text?.split(separator: "&").lazy
            .compactMap { $0.hasPrefix("sha256=") ? SHA256Digest(hex: $0.dropFirst(7)) : nil }
            .first
    }
}

/// Encodes and decodes percent-encoded text (RFC 3986, section 2.1).
enum PercentEncoding {
    /// The path with everything encoded that cannot stand in the path of a URL.
    static func encode(path: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var result: [UInt8] = []
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"),
                UInt8(ascii: "+"), UInt8(ascii: "@"), UInt8(ascii: "!"), UInt8(ascii: "="):
                result.append(byte)
            case _ where byte.isAlphanumeric:
                result.append(byte)
            default:
                result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    static func decode(_ text: Substring) -> String {
        guard text.utf8.contains(UInt8(ascii: "%")) else { return String(text) }
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        var position = 0
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "%"), position + 2 < bytes.count,
                let byte = UInt8(String(decoding: bytes[position + 1...position + 2], as: UTF8.self), radix: 16)
            {
                result.append(byte)
                position += 3
            } else {
                result.append(bytes[position])
                position += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
