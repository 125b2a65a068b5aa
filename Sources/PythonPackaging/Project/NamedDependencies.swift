/// The name of a dependency group or extra as a user gave it.
public struct DependencySelection: Hashable, Sendable {
    /// The name as written.
    public let name: String
    /// The line it stands on, counted from 1; 0 when it was not read from a file.
    public let line: Int

    /// Creates a selection.
    public init(name: String, line: Int = 0) {
        self.name = name
        self.line = line
    }
}

/// Lists of dependencies that have names: `[dependency-groups]` (PEP 735) or `[project.optional-dependencies]` (PEP 621).
public struct NamedDependencies: Sendable {
    struct Entry: Sendable {
        let name: String
        let node: TOMLNode
    }

    /// The table's name as messages use it.
    let table: String
    let file: String
    let entries: [Entry]

    init(table: String, file: String, _ nodes: [String: TOMLNode]) {
        self.table = table
        self.file = file
        entries = nodes.map { Entry(name: $0.key, node: $0.value) }
            .sorted { ($0.node.line, $0.name) < ($1.node.line, $1.name) }
    }

    /// The names as written, in the order of the file.
    public var names: [String] { entries.map(\.name) }

    /// Whether there is a list of this name, compared after normalisation (PEP 503).
    public func contains(_ name: String) -> Bool { entry(name) != nil }

    func entry(_ name: String) -> Entry? {
        let wanted = PackageName(name)
        return entries.first { PackageName($0.name) == wanted && wanted != nil }
    }

    /// Checks that every name is valid and that no two are the same (PEP 735, "Specification"; PEP 685).
    func checkNames() throws(ProjectSettingsError) {
        var seen: [PackageName: String] = [:]
        for entry in entries {
            guard let name = PackageName(entry.name) else {
                throw error(entry.name, "'\(entry.name)' is not a valid name", at: entry.node.line)
            }
            if let other = seen.updateValue(entry.name, forKey: name) {
                throw error(entry.name, "the name means the same as '\(other)'", at: entry.node.line)
            }
        }
    }

    func error(_ key: String, _ reason: String, at line: Int) -> ProjectSettingsError {
        ProjectSettingsError(kind: .invalidValue(key: "\(table).\(key)", reason: reason), file: file, line: line)
    }

    /// Says that there is no list of this name, and which one may be meant.
    func unknown(_ name: String, at line: Int) -> ProjectSettingsError {
        let near = name.nearest(among: names).map { "; did you mean '\($0)'?" }
        return ProjectSettingsError(
            kind: .invalidValue(key: table, reason: "it has no '\(name)'" + (near ?? "")),
            file: file,
            line: line
        )
    }

    /// Reads one requirement of a list.
    func requirement(_ text: String, at line: Int) throws(ProjectSettingsError) -> DeclaredRequirement {
        do throws(RequirementsFileError) {
            return try DeclaredRequirement(
                parsing: text,
                origin: RequirementOrigin(file: file, line: line),
                beside: file
            )
        } catch {
            throw ProjectSettingsError(kind: .dependency(error), file: file, line: line)
        }
    }
}
