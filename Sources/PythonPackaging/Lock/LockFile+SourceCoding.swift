internal import Digests

extension LockFile.Source {
    /// The key of the package's table that tells the source, and its value (PEP 751).
    var entry: (key: String, value: TOMLWriter.Value) {
        func table(_ entries: [(String, TOMLWriter.Value?)]) -> TOMLWriter.Value {
            .table(entries.compactMap { key, value in value.map { (key, $0) } })
        }
        func hashes(_ digest: SHA256Digest) -> TOMLWriter.Value { .table([("sha256", .text(digest.hex))]) }
        switch self {
        case .repository(let url, let requested, let commit, let subdirectory):
            return (
                "vcs",
                table([
                    ("type", .text("git")), ("url", .text(url)),
                    ("requested-revision", requested.map { .text($0) }), ("commit-id", .text(commit)),
                    ("subdirectory", subdirectory.map { .text($0) }),
                ])
            )
        case .directory(let path, let subdirectory, _):
            return ("directory", table([("path", .text(path)), ("subdirectory", subdirectory.map { .text($0) })]))
        case .archive(let place, let bytes, let sha256, let subdirectory):
            let entry: (String, TOMLWriter.Value?) =
                switch place {
                case .url(let url): ("url", .text(url))
                case .path(let path): ("path", .text(path))
                }
            return (
                "archive",
                table([
                    entry, ("size", bytes.map { .number($0) }), ("hashes", hashes(sha256)),
                    ("subdirectory", subdirectory.map { .text($0) }),
                ])
            )
        case .sourceDistribution(let filename, let url, let bytes, let sha256):
            return (
                "sdist",
                table([
                    ("name", .text(filename)), ("url", .text(url)), ("size", bytes.map { .number($0) }),
                    ("hashes", hashes(sha256)),
                ])
            )
        }
    }

    /// Reads the source of a package's table; `nil` when it has none, or one that cannot be built from.
    ///
    /// - Parameters:
    ///   - package: The package's table.
    ///   - digest: The digest of a directory's files, which the format has no place for.
    init?(_ package: [String: TOMLNode], digest: SHA256Digest?) {
        func sha256(_ table: [String: TOMLNode]) -> SHA256Digest? {
            (table["hashes"]?.table?["sha256"]?.string).flatMap { SHA256Digest(hex: $0) }
        }
        func bytes(_ table: [String: TOMLNode]) -> UInt64? { (table["size"]?.integer).flatMap(UInt64.init(exactly:)) }
        if let table = package["vcs"]?.table {
            guard table["type"]?.string == "git", let url = table["url"]?.string,
                let commit = table["commit-id"]?.string, Self.isCommit(commit),
                SourceReference("git+\(url)") != nil
            else { return nil }
            self = .repository(
                url: url,
                requestedRevision: table["requested-revision"]?.string,
                commit: commit,
                subdirectory: table["subdirectory"]?.string
            )
        } else if let table = package["directory"]?.table {
            guard let path = table["path"]?.string, let digest else { return nil }
            self = .directory(path: path, subdirectory: table["subdirectory"]?.string, digest: digest)
        } else if let table = package["archive"]?.table {
            guard let sha256 = sha256(table) else { return nil }
            let place: LockFile.ArchivePlace
            if let url = table["url"]?.string, Self.isWeb(url) {
                place = .url(url)
            } else if let path = table["path"]?.string {
                place = .path(path)
            } else {
                return nil
            }
            self = .archive(place, bytes: bytes(table), sha256: sha256, subdirectory: table["subdirectory"]?.string)
        } else if let table = package["sdist"]?.table {
            guard let url = table["url"]?.string, Self.isWeb(url), let sha256 = sha256(table) else { return nil }
            let filename = table["name"]?.string ?? url.split(separator: "/").last.map(String.init) ?? ""
            guard SourceFilename(filename) != nil else { return nil }
            self = .sourceDistribution(filename: filename, url: url, bytes: bytes(table), sha256: sha256)
        } else {
            return nil
        }
    }

    /// Whether a text is a full object name of git: 40 or, with SHA-256, 64 hexadecimal digits.
    private static func isCommit(_ text: String) -> Bool {
        [40, 64].contains(text.utf8.count) && text.utf8.allSatisfy(\.isLowercaseHexadecimal)
    }

    private static func isWeb(_ url: String) -> Bool {
        (url.hasPrefix("https://") || url.hasPrefix("http://")) && !url.utf8.contains { $0 <= 0x20 || $0 == 0x7F }
    }
}

extension UInt8 {
    fileprivate var isLowercaseHexadecimal: Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(self)
    }
}
