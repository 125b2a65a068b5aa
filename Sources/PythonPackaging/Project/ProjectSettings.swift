public import ArtifactArchive

/// What a project's `pyproject.toml` says about packaging: `[project]` (PEP 621) and `[tool.flash]`.
public struct ProjectSettings: Sendable {
    /// `project.dependencies`.
    public var dependencies: [DeclaredRequirement] = []
    /// `project.name`, unless it is no valid name.
    public var projectName: PackageName?
    /// Whether only a build tells the dependencies: there is no `project` table, or it calls them dynamic.
    public var needsBuildForDependencies = true
    /// `project.optional-dependencies`.
    public var optionalDependencies = NamedDependencies(table: "project.optional-dependencies", file: "", [:])
    /// `dependency-groups`.
    public var dependencyGroups = NamedDependencies(table: "dependency-groups", file: "", [:])
    /// `project.requires-python`.
    public var requiresPython: VersionSpecifiers?
    /// `tool.flash.exclude`: packages left out because the worker image provides them.
    public var exclude: [String] = []
    /// `tool.flash.python-version`.
    public var pythonVersion: String?
    /// `tool.flash.platform`.
    public var platform: String?
    /// `tool.flash.index-url`; may hold credentials.
    public var indexURL: String?
    /// `tool.flash.extra-index-urls`; may hold credentials.
    public var extraIndexURLs: [String] = []
    /// `tool.flash.find-links`, relative to the folder of the file.
    public var findLinks: [FindLinks] = []
    /// `tool.flash.no-index`: whether no index is asked.
    public var noIndex: Bool?
    /// `tool.flash.index`, or else `tool.uv.index`.
    public var indexes: [IndexSetting] = []
    /// `tool.flash.sources`, or else the indexes in `tool.uv.sources`.
    public var pins: [IndexPin] = []
    /// `tool.flash.groups`: the dependency groups that are packaged too.
    public var groups: [DependencySelection] = []
    /// `tool.flash.extras`: the project's own extras that are packaged too.
    public var extras: [DependencySelection] = []
    /// `tool.flash.constraints`: limits on versions of packages that something else requires.
    public var constraints: [DeclaredRequirement] = []
    /// `tool.flash.overrides`: what replaces every requirement on the same package.
    public var overrides: [DeclaredRequirement] = []
    /// `tool.flash.build-sdists`.
    public var buildSdists: Bool?
    /// `tool.flash.prereleases`.
    public var prereleases: Bool?
    /// `tool.flash.size-limit` in bytes.
    public var sizeLimit: UInt64?
    /// `tool.flash.compression`.
    public var compression: Compression?
    /// `tool.flash.slim`: what is left out of packages.
    public var slim: [SlimCategory] = []
    /// `tool.flash.product`: the executable product to deploy.
    public var product: String?
    /// What was ignored, one sentence each with its place.
    public var warnings: [String] = []

    /// Settings of a project that has no `pyproject.toml`.
    public init() {}

    /// Lists what the project asks for, with references to its own extras resolved (`demo[gpu]` in the project `demo`).
    ///
    /// - Parameters:
    ///   - includesDependencies: whether `project.dependencies` are among it.
    ///   - groups: dependency groups, with those they include.
    ///   - extras: the project's own extras.
    /// - Returns: the requirements, the dependencies first.
    /// - Throws: ``ProjectSettingsError`` at the place of the first mistake; lists that nothing asks for are not read.
    public func requirements(
        includesDependencies: Bool = true,
        groups: [DependencySelection] = [],
        extras: [DependencySelection] = []
    ) throws(ProjectSettingsError) -> [DeclaredRequirement] {
        let grouped = try dependencyGroups.requirements(ofGroups: groups)
        var references = SelfReferences(project: projectName, extras: optionalDependencies)
        return try references.expand((includesDependencies ? dependencies : []) + grouped, extras: extras)
    }
}

/// Reports a `pyproject.toml` that cannot be used.
public struct ProjectSettingsError: Error, Hashable, Sendable {
    /// What is wrong.
    public enum Kind: Hashable, Sendable {
        /// The file is not TOML.
        case malformed(String)
        /// A key holds a value of the wrong type.
        case wrongType(key: String, expected: String)
        /// A key holds a value that means nothing.
        case invalidValue(key: String, reason: String)
        /// A dependency cannot be used.
        case dependency(RequirementsFileError)
    }

    /// What is wrong.
    public let kind: Kind
    /// The file.
    public let file: String
    /// The line, counted from 1; 0 when unknown.
    public let line: Int
}

extension ProjectSettingsError: CustomStringConvertible {
    /// What is wrong, without the place.
    public var message: String {
        switch kind {
        case .malformed(let reason): "not valid TOML: \(reason)"
        case .wrongType(let key, let expected): "'\(key)' must be \(expected)"
        case .invalidValue(let key, let reason): "'\(key)': \(reason)"
        case .dependency(let error): error.message
        }
    }

    /// What to do about it.
    public var hint: String? {
        if case .dependency(let error) = kind { error.hint } else { nil }
    }

    /// Place, problem and remedy in one line.
    public var description: String {
        "\(RequirementOrigin(file: file, line: line)): \(message)" + (hint.map { "; \($0)" } ?? "")
    }
}
