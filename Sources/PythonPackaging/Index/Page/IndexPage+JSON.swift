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
        try content.withUnsafeBufferPointer { bytes throws(IndexPageError) in
            var scanner = JSONScanner(bytes, of: content)
            return try json(&scanner, project: project, base: base)
        }
    }

    private static func json(
        _ scanner: inout JSONScanner,
        project: PackageName,
        base: HTTPURL
    ) throws(IndexPageError) -> IndexPage {
        let classifier = FilenameClassifier(project: project)
        let links = LinkResolver(base: base)
        var builder: ListingBuilder?
        try scanner.readObject { (scanner, key) throws(IndexPageError) in
            if scanner.matches(key, "files") {
                var found = ListingBuilder()
                try scanner.readArray { scanner throws(IndexPageError) in
                    guard found.count < maximumFiles else { throw scanner.error("too many files") }
                    try readFile(&scanner, classifier, links, into: &found)
                }
                builder = found
            } else if scanner.matches(key, "meta") {
                try readMeta(&scanner)
            } else {
                try scanner.skipValue()
            }
        }
        try scanner.expectEnd()
        guard let builder else { throw scanner.error("the page lists no files", at: 0) }
        return IndexPage(listing: builder.finish())
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
        _ classifier: FilenameClassifier,
        _ links: LinkResolver,
        into builder: inout ListingBuilder
    ) throws(IndexPageError) {
        var entry = ListingBuilder.Entry()
        var url: JSONScanner.Text?
        var statesMetadata = false
        try scanner.readObject { (scanner, key) throws(IndexPageError) in
            switch scanner.field(key) {
            case .filename:
                entry.filename = try scanner.bytes(of: try scanner.readText())
            case .url:
                url = try scanner.readText()
            case .hashes:
                entry.sha256 = try readDigest(&scanner) ?? entry.sha256
            case .requiresPython:
                entry.requiresPython = try scanner.readOptionalBytes().map(shown)
            case .size where try scanner.peek().isDigit:
                entry.bytes = try scanner.readWholeNumber().flatMap(FileDraft.size)
            case .yanked:
                (entry.yanked, entry.yankedReason) = try readYanked(&scanner)
            case .metadata:
                // It decides alone, wherever the names it had before stand (PEP 714).
                statesMetadata = true
                (entry.hasMetadata, entry.metadataSHA256) = (false, nil)
                try readMetadata(&scanner, &entry)
            case .formerMetadata where !statesMetadata:
                try readMetadata(&scanner, &entry)
            case .uploadTime:
                entry.uploadTime = try scanner.readOptionalBytes().flatMap(UploadTime.init)
            case .size, .formerMetadata, nil:
                try scanner.skipValue()
            }
        }
        guard let url, let (kind, version) = classifier.classify(entry.filename) else { return }
        if url.hasEscapes || !links.isPlain(scanner.content[url.range]) {
            guard let link = links.resolve(try scanner.decode(url)) else { return }
            entry.url = Array(link.url.utf8)[...]
        } else {
            entry.url = scanner.content[url.range]
        }
        entry.kind = kind
        entry.version = version
        if kind == .wheel { entry.tags = FilenameClassifier.tags(of: entry.filename) }
        builder.add(entry)
    }

    /// Text that messages may show; the printable ASCII that it usually is needs no change.
    private static func shown(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        if text.count <= 1000, text.allSatisfy({ (0x20...0x7E).contains($0) }) { return text }
        return Array(FileDraft.shown(String(decoding: text, as: UTF8.self)).utf8)[...]
    }

    private static func readDigest(_ scanner: inout JSONScanner) throws(IndexPageError) -> PackedDigest? {
        guard try scanner.peek() == UInt8(ascii: "{") else {
            try scanner.skipValue()
            return nil
        }
        var digest: PackedDigest?
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

    private static func readYanked(_ scanner: inout JSONScanner) throws(IndexPageError) -> (Bool, ArraySlice<UInt8>?) {
        switch try scanner.peek() {
        case UInt8(ascii: "\""):
            let reason = try scanner.bytes(of: try scanner.readText())
            return (true, reason.isEmpty ? nil : shown(reason))
        case UInt8(ascii: "t"):
            try scanner.expect("true")
            return (true, nil)
        default:
            try scanner.skipValue()
            return (false, nil)
        }
    }

    private static func readMetadata(_ scanner: inout JSONScanner, _ entry: inout ListingBuilder.Entry)
        throws(IndexPageError)
    {
        let first = try scanner.peek()
        if first == UInt8(ascii: "{") {
            entry.hasMetadata = true
            entry.metadataSHA256 = try readDigest(&scanner) ?? entry.metadataSHA256
        } else {
            entry.hasMetadata = entry.hasMetadata || first == UInt8(ascii: "t")
            try scanner.skipValue()
        }
    }
}
