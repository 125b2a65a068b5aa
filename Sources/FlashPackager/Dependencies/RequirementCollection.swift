import Digests
import ManifestGen
import PythonPackaging

/// Everything the project says about its dependencies: requirement files, `pyproject.toml`, decorators.
struct RequirementCollection: Sendable {
    /// The requirements, those of files first, then those of functions in source order.
    var requirements: [DeclaredRequirement] = []
    /// The sources that do not say yet which packages they are.
    var sources: [UnnamedRequirement] = []
    /// Limits on versions of packages that something else requires.
    var constraints: [DeclaredRequirement] = []
    /// Options given in requirement files.
    var options = RequirementsOptions()
    /// The settings of `pyproject.toml`.
    var settings = ProjectSettings()
    /// What was ignored, one sentence each.
    var notes: [String] = []
    /// Every file that was read, in order.
    private(set) var reads: [BuildRecord.ReadFile] = []
    /// The local directories that requirements name, by their absolute paths.
    var directories: [String] = []
    /// Whether a file may quote environment variables.
    private(set) var quotesEnvironment = false

    /// Reads the requirement files of `project`.
    ///
    /// Where a directory has both files, `requirements.txt` says what is installed and `pyproject.toml` only sets options.
    init(_ project: Project, environment: [String: String]) throws(BuildFailure) {
        for path in project.requirementFiles {
            let shown = path.hasPrefix(project.root + "/") ? String(path.dropFirst(project.root.count + 1)) : path
            if path.hasSuffix(".toml") {
                let sibling = path.dropLast("pyproject.toml".count) + "requirements.txt"
                try readSettings(
                    path,
                    shown: shown,
                    takesDependencies: !project.requirementFiles.contains(String(sibling))
                )
            } else {
                try readRequirements(path: shown, root: project.root, environment: environment)
            }
        }
        try readOwnDependencies(root: project.root)
        nameDirectories(root: project.root)
    }

    /// Adds what the decorators of `functions` ask for.
    mutating func add(_ functions: [RemoteFunction], display: (SourceLocation) -> SourceLocation) throws(BuildFailure) {
        for function in functions {
            for dependency in function.dependencies {
                let place = display(dependency.location)
                let origin = RequirementOrigin(file: place.file, line: place.line, function: function.name)
                do throws(RequirementsFileError) {
                    requirements.append(try DeclaredRequirement(parsing: dependency.text, origin: origin))
                } catch {
                    throw BuildFailure(describing: error)
                }
            }
        }
    }

    private mutating func readSettings(_ path: String, shown: String, takesDependencies: Bool) throws(BuildFailure) {
        guard let content = FileAccess.contents(of: path) else { throw .inputOutput("read", path) }
        note(content, at: path)
        do throws(ProjectSettingsError) {
            let read = try ProjectSettings(content, file: shown)
            notes += read.warnings
            if takesDependencies { requirements += read.dependencies }
            if settings.isUntouched { settings = read }
        } catch {
            throw BuildFailure(describing: error)
        }
    }

    mutating func note(_ content: [UInt8]?, at path: String) {
        reads.append(BuildRecord.ReadFile(path: path, digest: content.map { SHA256Digest(of: $0) }))
        let dollar = UInt8(ascii: "$")
        if let content, content.contains(dollar) { quotesEnvironment = true }
    }

    private mutating func readRequirements(
        path: String,
        root: String,
        environment: [String: String]
    ) throws(BuildFailure) {
        var read: [(path: String, content: [UInt8]?)] = []
        do throws(RequirementsFileError) {
            let file = try RequirementsFile(path: path, environment: environment) { name in
                let path = name.hasPrefix("/") ? name : "\(root)/\(name)"
                let content = FileAccess.contents(of: path)
                read.append((path, content))
                return content
            }
            for (path, content) in read { note(content, at: path) }
            requirements += file.requirements
            sources += file.sources
            constraints += file.constraints
            notes += file.notes
            options.add(file.options)
        } catch {
            throw BuildFailure(describing: error)
        }
    }
}

extension ProjectSettings {
    /// Whether no file has set anything yet.
    fileprivate var isUntouched: Bool {
        exclude.isEmpty && pythonVersion == nil && platform == nil && indexURL == nil && sizeLimit == nil
            && requiresPython == nil && extraIndexURLs.isEmpty && buildSdists == nil
    }
}

extension RequirementsOptions {
    /// Joins the options of a further file; what an earlier file chose stays.
    fileprivate mutating func add(_ other: RequirementsOptions) {
        indexURL = indexURL ?? other.indexURL
        extraIndexURLs += other.extraIndexURLs
        findLinks += other.findLinks
        noIndex = noIndex || other.noIndex
        prereleases = prereleases || other.prereleases
        noBinary.add(other.noBinary)
        onlyBinary.add(other.onlyBinary)
        noBinaryRequest = noBinaryRequest ?? other.noBinaryRequest
        requireHashes = requireHashes || other.requireHashes
    }
}
