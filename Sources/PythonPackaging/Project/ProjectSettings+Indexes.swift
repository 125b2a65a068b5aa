extension ProjectSettings {
    /// Reads the indexes and the pins of `[tool.flash]`; a project that has neither may have those of uv, which mean the same
    /// (https://docs.astral.sh/uv/concepts/indexes/).
    mutating func readIndexes(_ document: TOMLDocument, file: String) throws(ProjectSettingsError) {
        let tool = document.root["tool"]?.table ?? [:]
        let own = IndexTables(tool: "flash", tables: tool["flash"]?.table ?? [:], file: file)
        let uv = IndexTables(tool: "uv", tables: tool["uv"]?.table ?? [:], file: file)
        if own.isEmpty {
            (indexes, pins) = try uv.read(warnings: &warnings)
            for key in ["index-url", "extra-index-url", "find-links", "no-index"] {
                guard let node = uv.tables[key] else { continue }
                warnings.append("\(file):\(node.line): '\(key)' in [tool.uv] is not read; set it in [tool.flash]")
            }
        } else {
            (indexes, pins) = try own.read(warnings: &warnings)
            if !uv.isEmpty {
                warnings.append("\(file): the indexes in [tool.uv] are not read, because [tool.flash] has its own")
            }
        }
        if indexURL != nil, let index = indexes.first(where: \.isDefault) {
            throw ProjectSettingsError(
                kind: .invalidValue(key: "default", reason: "'index-url' names the default index already"),
                file: file,
                line: index.origin.line
            )
        }
    }
}

/// The tables about indexes that flash and uv have in common.
private struct IndexTables {
    let tool: String
    let tables: [String: TOMLNode]
    let file: String

    var isEmpty: Bool { tables["index"] == nil && tables["sources"] == nil }

    func read(warnings: inout [String]) throws(ProjectSettingsError) -> ([IndexSetting], [IndexPin]) {
        let indexes = try readIndexes()
        return (indexes, try readPins(indexes.compactMap(\.name), &warnings))
    }

    private func readIndexes() throws(ProjectSettingsError) -> [IndexSetting] {
        guard let list = tables["index"] else { return [] }
        guard let nodes = list.array else { throw wrongType("index", "a list of tables", list.line) }
        var indexes: [IndexSetting] = []
        for node in nodes {
            guard let table = node.table else { throw wrongType("index", "a list of tables", node.line) }
            let index = try readIndex(table, line: node.line)
            if let name = index.name, indexes.contains(where: { $0.name == name }) {
                throw invalid("name", "'\(name)' names two indexes", table["name"]?.line ?? node.line)
            }
            if index.isDefault, indexes.contains(where: \.isDefault) {
                throw invalid("default", "there are two default indexes", table["default"]?.line ?? node.line)
            }
            indexes.append(index)
        }
        return indexes
    }

    private func readIndex(_ table: [String: TOMLNode], line: Int) throws(ProjectSettingsError) -> IndexSetting {
        let name = try text("name", of: table)
        if let name, name.isEmpty || !name.utf8.allSatisfy({ $0.isNameCharacter }) {
            throw invalid("name", "a name has only letters, digits, '-', '_' and '.'", table["name"]?.line ?? line)
        }
        guard let url = try text("url", of: table) else { throw invalid("index", "an index needs a 'url'", line) }
        guard PackageIndex(url) != nil else {
            throw invalid("url", "not an absolute http or https URL", table["url"]?.line ?? line)
        }
        let isExplicit = try flag("explicit", of: table)
        let isDefault = try flag("default", of: table)
        if isExplicit, isDefault {
            throw invalid("explicit", "the default index cannot be explicit", table["explicit"]?.line ?? line)
        }
        if isExplicit, name == nil { throw invalid("explicit", "an explicit index needs a 'name'", line) }
        let origin = RequirementOrigin(file: file, line: table["url"]?.line ?? line)
        return IndexSetting(name: name, url: url, isExplicit: isExplicit, isDefault: isDefault, origin: origin)
    }

    private func readPins(
        _ names: [String],
        _ warnings: inout [String]
    ) throws(ProjectSettingsError) -> [IndexPin] {
        guard let node = tables["sources"] else { return [] }
        guard let sources = node.table else { throw wrongType("sources", "a table", node.line) }
        var pins: [IndexPin] = []
        for (key, node) in sources.sorted(by: { ($0.value.line, $0.key) < ($1.value.line, $1.key) }) {
            guard let package = PackageName(key) else {
                throw invalid("sources", "'\(key)' is no name of a package", node.line)
            }
            for entry in node.array ?? [node] {
                guard let table = entry.table else { throw wrongType(key, "a table with an 'index'", entry.line) }
                if let pin = try readPin(of: package, table, line: entry.line, names, &warnings) { pins.append(pin) }
            }
        }
        return pins
    }

    private func readPin(
        of package: PackageName,
        _ table: [String: TOMLNode],
        line: Int,
        _ names: [String],
        _ warnings: inout [String]
    ) throws(ProjectSettingsError) -> IndexPin? {
        let line = table["index"]?.line ?? line
        let index = try text("index", of: table)
        let hasCondition = table["extra"] != nil || table["group"] != nil
        guard let index, !hasCondition else {
            guard tool != "flash" else {
                throw invalid(package.normalized, "expected { index = \"NAME\" }, with a 'marker' if need be", line)
            }
            warnings.append(
                "\(file):\(line): the source of '\(package)' in [tool.uv.sources] is not read; only indexes are"
            )
            return nil
        }
        guard names.contains(index) else {
            let advice = index.nearest(among: names).map { "; did you mean '\($0)'?" } ?? ""
            throw invalid(package.normalized, "there is no index '\(index)' in [[tool.\(tool).index]]\(advice)", line)
        }
        let condition = try text("marker", of: table)
        var marker: Marker?
        do throws(RequirementError) {
            marker = try condition.map { text throws(RequirementError) in try Marker(text) }
        } catch {
            throw invalid("marker", error.description, table["marker"]?.line ?? line)
        }
        let origin = RequirementOrigin(file: file, line: line)
        return IndexPin(package: package, index: index, marker: marker, origin: origin)
    }

    private func text(_ key: String, of table: [String: TOMLNode]) throws(ProjectSettingsError) -> String? {
        guard let node = table[key] else { return nil }
        guard let text = node.string else { throw wrongType(key, "text in quotation marks", node.line) }
        return text
    }

    private func flag(_ key: String, of table: [String: TOMLNode]) throws(ProjectSettingsError) -> Bool {
        guard let node = table[key] else { return false }
        guard let flag = node.boolean else { throw wrongType(key, "true or false", node.line) }
        return flag
    }

    private func wrongType(_ key: String, _ expected: String, _ line: Int) -> ProjectSettingsError {
        ProjectSettingsError(kind: .wrongType(key: key, expected: expected), file: file, line: line)
    }

    private func invalid(_ key: String, _ reason: String, _ line: Int) -> ProjectSettingsError {
        ProjectSettingsError(kind: .invalidValue(key: key, reason: reason), file: file, line: line)
    }
}
