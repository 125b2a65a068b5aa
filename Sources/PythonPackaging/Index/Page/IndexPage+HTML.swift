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
        var scanner = HTMLTagScanner(content)
        var classifier = FilenameClassifier(project: project)
        var links = LinkResolver(base: base)
        var files: [DistributionFile] = []
        while let tag = scanner.next() {
            switch tag.name {
            case "a":
                guard let draft = draft(tag, links) else { continue }
                guard let (kind, version) = classifier.classify(draft.filename) else { continue }
                guard files.count < maximumFiles else {
                    throw IndexPageError(offset: scanner.offset, reason: "too many files")
                }
                files.append(draft.file(kind, version))
            case "base":
                if let href = tag["href"], let url = base.resolving(href) { links = LinkResolver(base: url) }
            case "meta" where tag["name"] == "pypi:repository-version":
                guard tag["content"].map({ $0.starts(withASCII: "1.") }) ?? true else {
                    throw IndexPageError(
                        offset: 0,
                        reason: "unsupported API version \((tag["content"] ?? "").quotable())"
                    )
                }
            default:
                continue
            }
        }
        return IndexPage(files: files)
    }

    private static func draft(_ tag: HTMLTagScanner.Tag, _ links: LinkResolver) -> FileDraft? {
        guard let href = tag["href"], let link = links.resolve(href.trimmed) else { return nil }
        var draft = FileDraft()
        draft.url = link.url
        draft.filename = PercentEncoding.decode(lastComponent(of: link.url))
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

/// Decodes percent-encoded text (RFC 3986, section 2.1).
enum PercentEncoding {
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
