internal import Digests

extension LockFile {
    /// Reads a lock.
    ///
    /// - Parameters:
    ///   - bytes: the content of the file.
    ///   - file: the name messages use.
    /// - Throws: ``LockFileError`` for anything a build could not rely on.
    public init(_ bytes: [UInt8], file: String = LockFile.filename) throws(LockFileError) {
        let document: TOMLDocument
        do throws(TOMLDocument.Failure) {
            document = try TOMLDocument(bytes)
        } catch {
            throw LockFileError(kind: .malformed(error.message), file: file, line: error.line)
        }
        self = try LockFileReader(document: document, file: file).lock()
    }
}

/// Checks a parsed lock file and turns it into values.
private struct LockFileReader {
    let document: TOMLDocument
    let file: String

    func lock() throws(LockFileError) -> LockFile {
        let root = document.root
        guard let version = root["lock-version"]?.string else {
            throw fail(.invalidKey("lock-version", expected: "text"))
        }
        guard let parsed = try? Version(version), parsed.release[0] == 1, parsed.epoch == 0 else {
            throw fail(.unsupportedVersion(version), at: root["lock-version"]?.line ?? 0)
        }
        guard let createdBy = root["created-by"]?.string else {
            throw fail(.invalidKey("created-by", expected: "text"))
        }
        guard let nodes = root["packages"]?.array else { throw fail(.invalidKey("packages", expected: "a list")) }
        var packages: [LockFile.Package] = []
        for node in nodes { packages.append(try package(node)) }
        try checkReferences(packages)
        let flash = root["tool"]?.table?["flash"]?.table
        var excluded: [LockFile.Exclusion] = []
        for node in flash?["excluded"]?.array ?? [] {
            guard let table = node.table, let text = table["name"]?.string, let reason = table["reason"]?.string else {
                throw fail(.invalidKey("tool.flash.excluded", expected: "a list of tables with a name and a reason"))
            }
            excluded.append(LockFile.Exclusion(name: try name(text, table["name"]?.line ?? 0), reason: reason))
        }
        return LockFile(
            createdBy: createdBy,
            inputs: try flash.map(inputs) ?? nil,
            packages: packages,
            excluded: excluded
        )
    }

    private func checkReferences(_ packages: [LockFile.Package]) throws(LockFileError) {
        var names: Set<PackageName> = []
        for package in packages where !names.insert(package.name).inserted {
            throw fail(.duplicatePackage(package.name.normalized))
        }
        for package in packages {
            for dependency in package.dependencies where !names.contains(dependency) {
                throw fail(
                    .missingDependency(package: package.name.normalized, dependency: dependency.normalized)
                )
            }
        }
    }

    private func package(_ node: TOMLNode) throws(LockFileError) -> LockFile.Package {
        guard let table = node.table, let text = table["name"]?.string else {
            throw fail(.invalidKey("packages.name", expected: "text"))
        }
        let line = node.line
        let name = try self.name(text, line)
        let flash = table["tool"]?.table?["flash"]?.table ?? [:]
        let versionText = table["version"]?.string ?? flash["version"]?.string ?? ""
        guard let version = try? Version(versionText) else {
            throw fail(.invalidVersion(package: text, text: versionText), at: table["version"]?.line ?? line)
        }
        var wheels: [LockFile.Wheel] = []
        for node in table["wheels"]?.array ?? [] { wheels.append(try wheel(node, of: name, version)) }
        let built = wheels.isEmpty ? try self.built(table, of: name, version) : nil
        if wheels.isEmpty, built == nil, let node = table["archive"] {
            wheels.append(try wheel(node, of: name, version))
        }
        guard !wheels.isEmpty || built != nil else { throw fail(.noWheel(text), at: line) }
        var dependencies: [PackageName] = []
        for node in table["dependencies"]?.array ?? [] {
            guard let text = node.table?["name"]?.string else {
                throw fail(
                    .invalidKey("packages.dependencies", expected: "a list of tables with a name"),
                    at: node.line
                )
            }
            dependencies.append(try self.name(text, node.line))
        }
        func extras(_ key: String) throws(LockFileError) -> [PackageName] {
            try strings(flash, key).map { text throws(LockFileError) in try self.name(text, line) }
        }
        return LockFile.Package(
            name: name,
            version: version,
            index: table["index"]?.string,
            isDirect: built?.source.isTree ?? (table["archive"] != nil),
            extras: try extras("extras"),
            extrasForPackages: try extras("extras-for-packages"),
            dependencies: dependencies,
            wheels: wheels,
            built: built,
            requestedBy: try strings(flash, "requested-by")
        )
    }

    /// The source of a package, and the wheel that was made of it; `nil` when one of them is not told.
    private func built(
        _ table: [String: TOMLNode],
        of name: PackageName,
        _ version: Version
    ) throws(LockFileError) -> LockFile.Built? {
        let flash = table["tool"]?.table?["flash"]?.table ?? [:]
        let digest = (flash["directory-digest"]?.string).flatMap { text in
            text.hasPrefix("sha256:") ? SHA256Digest(hex: text.dropFirst("sha256:".count)) : nil
        }
        guard let node = flash["built-wheel"], let source = LockFile.Source(table, digest: digest) else { return nil }
        let text = node.table?["name"]?.string ?? ""
        guard let filename = WheelFilename(text), filename.name == name, filename.version == version else {
            throw fail(.wrongWheel(package: "\(name) \(version)", filename: text), at: node.line)
        }
        guard let hex = node.table?["hashes"]?.table?["sha256"]?.string, let sha256 = SHA256Digest(hex: hex) else {
            throw fail(.noDigest(filename: text), at: node.line)
        }
        let bytes = (node.table?["size"]?.integer).flatMap(UInt64.init(exactly:))
        return LockFile.Built(source: source, filename: filename, sha256: sha256, bytes: bytes)
    }

    private func wheel(
        _ node: TOMLNode,
        of name: PackageName,
        _ version: Version
    ) throws(LockFileError) -> LockFile.Wheel {
        let table = node.table ?? [:]
        let path = table["path"]?.string
        let url = table["url"]?.string ?? path ?? ""
        let last = path?.split(separator: "/").last.map(String.init) ?? WheelFilename.component(of: url)
        let text = table["name"]?.string ?? last
        guard let filename = WheelFilename(text), filename.name == name, filename.version == version else {
            throw fail(.wrongWheel(package: "\(name) \(version)", filename: text), at: node.line)
        }
        guard let hex = table["hashes"]?.table?["sha256"]?.string, let digest = SHA256Digest(hex: hex) else {
            throw fail(.noDigest(filename: text), at: node.line)
        }
        let isPath = table["url"] == nil && path.map { !$0.isEmpty && !$0.utf8.contains(0) } ?? false
        let isURL =
            ["https://", "http://", "file:///"].contains { url.hasPrefix($0) }
            && !url.utf8.contains { $0 <= 0x20 || $0 == 0x7F }
        guard isPath || isURL else { throw fail(.invalidURL(filename: text), at: node.line) }
        var bytes: UInt64?
        if let node = table["size"] {
            guard let size = node.integer, let unsigned = UInt64(exactly: size),
                unsigned <= LockFile.Wheel.maximumBytes
            else {
                throw fail(.invalidKey("size", expected: "a number of bytes"), at: node.line)
            }
            bytes = unsigned
        }
        let location = isPath ? RequirementsReader.normalize(url) : DistributionFile.location(of: url)
        return LockFile.Wheel(filename: filename, url: location, bytes: bytes, sha256: digest)
    }

    private func inputs(_ table: [String: TOMLNode]) throws(LockFileError) -> LockInputs? {
        guard let recorded = table["inputs"]?.string else { return nil }
        let inputs = LockInputs(
            requirements: try strings(table, "requirements"),
            constraints: try strings(table, "constraints"),
            overrides: try strings(table, "overrides"),
            exclusions: try strings(table, "exclude"),
            indexes: try strings(table, "indexes"),
            pins: try strings(table, "pins"),
            findLinks: try strings(table, "find-links"),
            prereleases: table["prereleases"]?.boolean ?? false,
            builds: try strings(table, "builds"),
            pythonVersion: table["python-version"]?.string ?? "",
            platform: table["platform"]?.string ?? ""
        )
        guard recorded == "sha256:" + inputs.digest.hex else {
            throw fail(.inputsChanged, at: table["inputs"]?.line ?? 0)
        }
        return inputs
    }

    private func strings(_ table: [String: TOMLNode], _ key: String) throws(LockFileError) -> [String] {
        guard let node = table[key] else { return [] }
        let texts = node.array?.compactMap(\.string)
        guard let texts, texts.count == node.array?.count else {
            throw fail(.invalidKey(key, expected: "a list of texts"))
        }
        return texts
    }

    private func name(_ text: String, _ line: Int) throws(LockFileError) -> PackageName {
        guard let name = PackageName(text), name.normalized == text else { throw fail(.invalidName(text), at: line) }
        return name
    }

    private func fail(_ kind: LockFileError.Kind, at line: Int = 0) -> LockFileError {
        LockFileError(kind: kind, file: file, line: line)
    }
}
