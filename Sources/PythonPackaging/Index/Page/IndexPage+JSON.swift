import Digests
import HTTPTransport

extension IndexPage {
    /// Reads the JSON form of a project page (PEP 691, PEP 700, PEP 714).
    ///
    /// - Parameters:
    ///   - content: The page.
    ///   - project: The project, to tell its files from others.
    ///   - base: The URL of the page, for relative links.
    /// - Returns: The distributions of the project, in the order of the page.
    /// - Throws: ``IndexPageError`` for a malformed page or one of a newer major version.
    static func json(_ content: [UInt8], project: PackageName, base: HTTPURL) throws(IndexPageError) -> IndexPage {
        var scanner = JSONScanner(content)
        var classifier = FilenameClassifier(project: project)
        let links = LinkResolver(base: base)
        var files: [DistributionFile]?
        try scanner.readObject { (scanner, key) throws(IndexPageError) in
            if scanner.matches(key, "files") {
                var found: [DistributionFile] = []
                try scanner.readArray { scanner throws(IndexPageError) in
                    guard let file = try readFile(&scanner, &classifier, links) else { return }
                    guard found.count < maximumFiles else { throw scanner.error("too many files") }
                    found.append(file)
                }
                files = found
            } else if scanner.matches(key, "meta") {
                try readMeta(&scanner)
            } else {
                try scanner.skipValue()
            }
        }
        try scanner.expectEnd()
        guard let files else { throw scanner.error("the page lists no files", at: 0) }
        return IndexPage(files: files)
    }

    /// Refuses pages of a newer major version (PEP 629).
    private static func readMeta(_ scanner: inout JSONScanner) throws(IndexPageError) {
        try scanner.readObject { (scanner, key) throws(IndexPageError) in
            _ = try scanner.peek()
            let start = scanner.offset
            if scanner.matches(key, "api-version"), let version = try scanner.readOptionalText() {
                guard version.starts(withASCII: "1.") else {
                    throw scanner.error("unsupported API version \(version.quotable())", at: start)
                }
            } else if !scanner.matches(key, "api-version") {
                try scanner.skipValue()
            }
        }
    }

    private static func readFile(
        _ scanner: inout JSONScanner,
        _ classifier: inout FilenameClassifier,
        _ links: LinkResolver
    ) throws(IndexPageError) -> DistributionFile? {
        var draft = FileDraft()
        var url: JSONScanner.Text?
        try scanner.readObject { (scanner, key) throws(IndexPageError) in
            if scanner.matches(key, "filename") {
                draft.filename = try scanner.decode(try scanner.readText())
            } else if scanner.matches(key, "url") {
                url = try scanner.readText()
            } else if scanner.matches(key, "hashes") {
                draft.sha256 = try readDigest(&scanner) ?? draft.sha256
            } else if scanner.matches(key, "requires-python") {
                draft.requiresPython = try scanner.readOptionalText().map(FileDraft.shown)
            } else if scanner.matches(key, "size"), try scanner.peek().isDigit {
                draft.bytes = try scanner.readWholeNumber().flatMap(FileDraft.size)
            } else if scanner.matches(key, "yanked") {
                (draft.yanked, draft.yankedReason) = try readYanked(&scanner)
            } else if scanner.matches(key, "core-metadata") || scanner.matches(key, "dist-info-metadata")
                || scanner.matches(key, "data-dist-info-metadata")
            {
                try readMetadata(&scanner, &draft)
            } else if scanner.matches(key, "upload-time") {
                draft.uploadTime = try scanner.readOptionalText().flatMap(UploadTime.normalized)
            } else {
                try scanner.skipValue()
            }
        }
        guard let url, let (kind, version) = classifier.classify(draft.filename) else { return nil }
        guard let link = links.resolve(try scanner.decode(url)) else { return nil }
        draft.url = link.url
        return draft.file(kind, version)
    }

    private static func readDigest(_ scanner: inout JSONScanner) throws(IndexPageError) -> SHA256Digest? {
        guard try scanner.peek() == UInt8(ascii: "{") else {
            try scanner.skipValue()
            return nil
        }
        var digest: SHA256Digest?
        try scanner.readObject { (scanner, key) throws(IndexPageError) in
            if scanner.matches(key, "sha256") {
                let text = try scanner.readText()
                digest = scanner.digest(text)
                if digest == nil { throw scanner.error("an invalid SHA-256 digest", at: text.range.lowerBound) }
            } else {
                try scanner.skipValue()
            }
        }
        return digest
    }

    private static func readYanked(_ scanner: inout JSONScanner) throws(IndexPageError) -> (Bool, String?) {
        switch try scanner.peek() {
        case UInt8(ascii: "\""):
            let reason = try scanner.decode(try scanner.readText())
            return (true, reason.isEmpty ? nil : FileDraft.shown(reason))
        case UInt8(ascii: "t"):
            try scanner.expect("true")
            return (true, nil)
        default:
            try scanner.skipValue()
            return (false, nil)
        }
    }

    private static func readMetadata(_ scanner: inout JSONScanner, _ draft: inout FileDraft) throws(IndexPageError) {
        let first = try scanner.peek()
        if first == UInt8(ascii: "{") {
            draft.hasMetadata = true
            draft.metadataSHA256 = try readDigest(&scanner) ?? draft.metadataSHA256
        } else {
            draft.hasMetadata = draft.hasMetadata || first == UInt8(ascii: "t")
            try scanner.skipValue()
        }
    }
}
