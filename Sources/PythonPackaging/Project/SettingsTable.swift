/// One table of a settings file, with typed access to its keys.
struct SettingsTable {
    let file: String
    let entries: [String: TOMLNode]

    /// Finds the table at a dotted path; it is empty when the file does not have it.
    init(_ document: TOMLDocument, _ path: String, file: String) throws(ProjectSettingsError) {
        self.file = file
        var entries = document.root
        for part in path.split(separator: ".").map(String.init) {
            guard let node = entries[part] else {
                self.entries = [:]
                return
            }
            guard let table = node.table else {
                throw ProjectSettingsError(
                    kind: .wrongType(key: part, expected: "a table"),
                    file: file,
                    line: node.line
                )
            }
            entries = table
        }
        self.entries = entries
    }

    var keys: [String] { entries.keys.sorted() }

    /// The line of a key's value; 0 when it is not there.
    func line(of key: String) -> Int {
        entries[key]?.line ?? 0
    }

    func place(of key: String) -> String {
        let line = line(of: key)
        return line > 0 ? "\(file):\(line)" : file
    }

    func error(_ key: String, _ reason: String) -> ProjectSettingsError {
        ProjectSettingsError(kind: .invalidValue(key: key, reason: reason), file: file, line: line(of: key))
    }

    func string(_ key: String) throws(ProjectSettingsError) -> String? {
        try value(key, "text in quotation marks", \.string)
    }

    func boolean(_ key: String) throws(ProjectSettingsError) -> Bool? {
        try value(key, "true or false", \.boolean)
    }

    func strings(_ key: String) throws(ProjectSettingsError) -> [String]? {
        try texts(key)?.map(\.text)
    }

    /// A list of texts with the line of each.
    func texts(_ key: String) throws(ProjectSettingsError) -> [(text: String, line: Int)]? {
        try value(key, "a list of texts") { node in
            guard let nodes = node.array else { return nil }
            let texts = nodes.compactMap { node in node.string.map { (text: $0, line: node.line) } }
            return texts.count == nodes.count ? texts : nil
        }
    }

    /// A list of requirements, each with its line as its place.
    func requirements(_ key: String) throws(ProjectSettingsError) -> [DeclaredRequirement] {
        var requirements: [DeclaredRequirement] = []
        for (text, line) in try texts(key) ?? [] {
            do throws(RequirementsFileError) {
                let origin = RequirementOrigin(file: file, line: line)
                requirements.append(try DeclaredRequirement(parsing: text, origin: origin, beside: file))
            } catch {
                throw ProjectSettingsError(kind: .dependency(error), file: file, line: line)
            }
        }
        return requirements
    }

    /// Limits on versions (PEP 440).
    func specifiers(_ key: String) throws(ProjectSettingsError) -> VersionSpecifiers? {
        guard let text = try string(key) else { return nil }
        do throws(RequirementError) {
            return try VersionSpecifiers(text)
        } catch {
            throw self.error(key, error.description)
        }
    }

    /// A list of names of groups or extras.
    func selections(_ key: String) throws(ProjectSettingsError) -> [DependencySelection] {
        try texts(key)?.map { DependencySelection(name: $0.text, line: $0.line) } ?? []
    }

    /// A number of bytes, or text such as `1.5 GB`.
    func byteCount(_ key: String) throws(ProjectSettingsError) -> UInt64? {
        try value(key, "a number of bytes or text such as \"500 MB\"") { node in
            if let number = node.integer { return number > 0 ? UInt64(number) : nil }
            return node.string.flatMap(SizeText.bytes)
        }
    }

    /// One of the names of `Value`.
    func choice<Value>(_ key: String) throws(ProjectSettingsError) -> Value?
    where Value: RawRepresentable<String> & CaseIterable {
        guard let text = try string(key) else { return nil }
        return try choice(text, key, line: line(of: key))
    }

    /// A list of names of `Value`.
    func choices<Value>(_ key: String) throws(ProjectSettingsError) -> [Value]
    where Value: RawRepresentable<String> & CaseIterable {
        var choices: [Value] = []
        for (text, line) in try texts(key) ?? [] { choices.append(try choice(text, key, line: line)) }
        return choices
    }

    private func choice<Value>(_ text: String, _ key: String, line: Int) throws(ProjectSettingsError) -> Value
    where Value: RawRepresentable<String> & CaseIterable {
        if let value = Value(rawValue: text) { return value }
        let names = Value.allCases.map(\.rawValue)
        let advice = text.nearest(among: names).map { "did you mean '\($0)'?" }
        let reason = "'\(text)' is none of \(names.joined(separator: ", "))" + (advice.map { "; \($0)" } ?? "")
        throw ProjectSettingsError(kind: .invalidValue(key: key, reason: reason), file: file, line: line)
    }

    private func value<Value>(
        _ key: String,
        _ expected: String,
        _ convert: (TOMLNode) -> Value?
    ) throws(ProjectSettingsError) -> Value? {
        guard let node = entries[key] else { return nil }
        guard let value = convert(node) else {
            throw ProjectSettingsError(
                kind: .wrongType(key: key, expected: expected),
                file: file,
                line: line(of: key)
            )
        }
        return value
    }
}
