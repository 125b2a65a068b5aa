/// A module of the project: a source file, its dotted name and its facts.
public struct ProjectModule: Hashable, Sendable {
    /// The path relative to the project root.
    public let path: String
    /// The dotted name it is imported by; a package's `__init__.py` has the name of the package.
    public let name: String
    /// What the file says.
    public let facts: ModuleFacts

    /// Whether the file is a package's `__init__.py`.
    public var isPackage: Bool { path == "__init__.py" || path.hasSuffix("/__init__.py") }

    /// The name of the module as the manifest writes it: the path with dots and without suffix.
    public var manifestName: String { Self.dotted(path) }

    /// Creates a module from a file's path and facts.
    init(path: String, facts: ModuleFacts) {
        self.path = path
        self.facts = facts
        let dotted = Self.dotted(path)
        if dotted == "__init__" {
            name = ""
        } else if dotted.hasSuffix(".__init__") {
            name = String(dotted.dropLast(".__init__".count))
        } else {
            name = dotted
        }
    }

    private static func dotted(_ path: String) -> String {
        let stem = path.hasSuffix(".py") ? path.dropLast(3) : path[...]
        return stem.split(separator: "/").joined(separator: ".")
    }

    /// The absolute name of an imported module (PEP 328); `nil` when a relative import leaves the project.
    func absoluteName(of module: String, level: Int) -> String? {
        guard level > 0 else { return module }
        var package = name.split(separator: ".")
        let climbs = isPackage ? level - 1 : level
        guard climbs <= package.count else { return nil }
        package.removeLast(climbs)
        return (package + module.split(separator: ".")).joined(separator: ".")
    }
}
