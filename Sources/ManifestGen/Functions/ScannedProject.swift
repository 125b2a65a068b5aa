/// What a scan found.
public struct ScannedProject: Sendable {
    /// The project's folder.
    public let root: String
    /// The modules with their facts, ordered by path.
    public let modules: [ProjectModule]
    /// The resources that functions use, ordered by name.
    public let resources: [ResourceConfiguration]
    /// The remote functions, ordered by file and place.
    public let functions: [RemoteFunction]
    /// The coordinator, if the project has one.
    public let mothership: Mothership?
    /// The findings, ordered by place.
    public var diagnostics: [Diagnostic]
    /// The modules by name.
    let index: ModuleIndex

    /// Whether a finding keeps the project from being packaged.
    public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

    /// Finds a resource by name.
    public func resource(named name: String) -> ResourceConfiguration? {
        resources.first { $0.name == name }
    }
}
