/// One table of a settings file, with typed access to its keys.
struct SettingsTable {
    let file: String
    private let document: TOMLDocument
    private let path: String
    private let entries: [String: TOMLNode]

    /// Finds the table at a dotted path; it is empty when the file does not have it.
    init(_ document: TOMLDocument, _ path: String, file: String) throws(ProjectSettingsError) {
        self.file = file
        self.document = document
        self.path = path
        var entries = document.root
        var parent = ""
        for part in path.split(separator: ".").map(String.init) {
            guard let node = entries[part] else {
                self.entries = [:]
                return
            }
            guard let table = node.table else {
                let line = document.line(of: part, in: parent)
                throw ProjectSettingsError(kind: .wrongType(key: part, expected: "a table"), file: file, line: line)
            }
            entries = table
            parent += parent.isEmpty ? part : "." + part
        }
        self.entries = entries
    }

    var keys: [String] { entries.keys.sorted() }

    func line(of key: String, element: String? = nil) -> Int {
        document.line(of: key, in: path, element: element)
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
        try value(key, "a list of texts") { node in
            guard let nodes = node.array else { return nil }
            let texts = nodes.compactMap(\.string)
            return texts.count == nodes.count ? texts : nil
        }
    }

    /// A number of bytes, or text such as `1.5 GB`.
    func byteCount(_ key: String) throws(ProjectSettingsError) -> UInt64? {
        try value(key, "a number of bytes or text such as \"500 MB\"") { node in
            if let number = node.integer { return number > 0 ? UInt64(number) : nil }
            return node.string.flatMap(ByteCount.parse)
        }
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
