/// The versions that another tool's lock file holds, to prefer while they are allowed.
public struct ForeignLock: Sendable {
    /// A lock file format that is read for its versions.
    public enum Format: String, Sendable, CaseIterable {
        /// PEP 751.
        case pylock = "pylock.toml"
        /// uv's own format, version 1.
        case uv = "uv.lock"

        /// The name of the file beside the project.
        public var filename: String { rawValue }
    }

    /// The version of each package for the target.
    public let versions: [PackageName: Version]

    /// Reads the versions of a lock file.
    ///
    /// Where a package has several, its markers decide; a package that the markers leave in doubt is left out.
    ///
    /// - Parameters:
    ///   - bytes: the content of the file.
    ///   - format: what the file follows.
    ///   - environment: the target, for which markers are evaluated.
    /// - Throws: ``LockFileError`` when it is malformed.
    public init(
        _ bytes: [UInt8],
        format: Format,
        environment: MarkerEnvironment
    ) throws(LockFileError) {
        let document: TOMLDocument
        do throws(TOMLDocument.Failure) {
            document = try TOMLDocument(bytes)
        } catch {
            throw LockFileError(kind: .malformed(error.message), file: format.filename, line: error.line)
        }
        try format.checkVersion(of: document)
        guard let nodes = document.root[format.packagesKey]?.array else {
            throw LockFileError(
                kind: .invalidKey(format.packagesKey, expected: "a list of packages"),
                file: format.filename,
                line: 0
            )
        }
        var entries: [PackageName: [(version: Version, markers: [TOMLNode])]] = [:]
        for node in nodes {
            guard let table = node.table, let text = table["name"]?.string, let name = PackageName(text) else {
                throw LockFileError(
                    kind: .invalidKey("\(format.packagesKey).name", expected: "a package name"),
                    file: format.filename,
                    line: node.line
                )
            }
            guard let versionNode = table["version"], format.isFromIndex(table) else { continue }
            guard let version = versionNode.string.flatMap({ try? Version($0) }) else {
                throw LockFileError(
                    kind: .invalidVersion(package: text, text: versionNode.string ?? ""),
                    file: format.filename,
                    line: versionNode.line
                )
            }
            entries[name, default: []].append((version, format.markers(of: table)))
        }
        versions = entries.compactMapValues { entries in
            guard Set(entries.map(\.version)).count > 1 else { return entries.first?.version }
            let holding = entries.filter { Self.hold($0.markers, in: environment) }
            return Set(holding.map(\.version)).count == 1 ? holding.first?.version : nil
        }
    }

    /// Whether one of the markers holds; a package without markers is for every environment.
    private static func hold(_ markers: [TOMLNode], in environment: MarkerEnvironment) -> Bool {
        markers.isEmpty
            || markers.contains { node in
                guard let text = node.string, let marker = try? Marker(text) else { return false }
                return marker.evaluate(in: environment, extras: [])
            }
    }
}

extension ForeignLock.Format {
    fileprivate var packagesKey: String {
        switch self {
        case .pylock: "packages"
        case .uv: "package"
        }
    }

    /// The conditions under which an entry is meant, any of which suffices.
    fileprivate func markers(of table: [String: TOMLNode]) -> [TOMLNode] {
        switch self {
        case .pylock: table["marker"].map { [$0] } ?? []
        case .uv: table["resolution-markers"]?.array ?? []
        }
    }

    /// Whether an index has the entry's version, as opposed to a repository, directory or URL.
    fileprivate func isFromIndex(_ table: [String: TOMLNode]) -> Bool {
        switch self {
        case .pylock: ["vcs", "directory", "archive"].allSatisfy { table[$0] == nil }
        case .uv: table["source"]?.table?["registry"] != nil
        }
    }

    fileprivate func checkVersion(of document: TOMLDocument) throws(LockFileError) {
        switch self {
        case .pylock:
            guard let node = document.root["lock-version"], let text = node.string else {
                throw LockFileError(kind: .invalidKey("lock-version", expected: "text"), file: filename, line: 0)
            }
            guard let version = try? Version(text), version.epoch == 0, version.release[0] == 1 else {
                throw LockFileError(kind: .unsupportedVersion(text), file: filename, line: node.line)
            }
        case .uv:
            guard let node = document.root["version"], let number = node.integer else {
                throw LockFileError(kind: .invalidKey("version", expected: "a number"), file: filename, line: 0)
            }
            guard number == 1 else {
                throw LockFileError(kind: .unsupportedVersion("\(number)"), file: filename, line: node.line)
            }
        }
    }
}
