/// What a project's `pyproject.toml` says about packaging: `[project]` (PEP 621) and `[tool.flash]`.
public struct ProjectSettings: Sendable {
    /// `project.dependencies`.
    public var dependencies: [DeclaredRequirement] = []
    /// `project.name`.
    public var name: PackageName?
    /// `project.optional-dependencies`, by extra.
    public var optionalDependencies: [PackageName: [DeclaredRequirement]] = [:]
    /// Whether only a build tells the dependencies: there is no `project` table, or it calls them dynamic.
    public var needsBuildForDependencies = true
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
    /// `tool.flash.find-links`.
    public var findLinks: [String] = []
    /// `tool.flash.build-sdists`.
    public var buildSdists: Bool?
    /// `tool.flash.prereleases`.
    public var prereleases: Bool?
    /// `tool.flash.size-limit` in bytes.
    public var sizeLimit: UInt64?
    /// `tool.flash.product`: the executable product to deploy.
    public var product: String?
    /// What was ignored, one sentence each with its place.
    public var warnings: [String] = []

    /// Settings of a project that has no `pyproject.toml`.
    public init() {}
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
    /// Place and problem in one line.
    public var description: String {
        let place = line > 0 ? "\(file):\(line)" : file
        return switch kind {
        case .malformed(let reason): "\(place): not valid TOML: \(reason)"
        case .wrongType(let key, let expected): "\(place): '\(key)' must be \(expected)"
        case .invalidValue(let key, let reason): "\(place): '\(key)': \(reason)"
        case .dependency(let error): error.description
        }
    }
}
