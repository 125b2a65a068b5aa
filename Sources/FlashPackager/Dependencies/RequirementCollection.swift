import Digests
import ManifestGen
import PythonPackaging

/// Everything the project says about its dependencies: requirement files, `pyproject.toml`, decorators, script blocks.
struct RequirementCollection: Sendable {
    /// A limit a source file sets on the worker's Python.
    struct PythonLimit: Sendable {
        var specifiers: VersionSpecifiers
        var location: SourceLocation
    }

    /// The directory that the paths of local files are relative to.
    private(set) var root: String
    /// The requirements, those of files first, then those of functions in source order.
    var requirements: [DeclaredRequirement] = []
    /// The sources that do not say yet which packages they are.
    var sources: [UnnamedRequirement] = []
    /// Limits on versions of packages that something else requires.
    private(set) var constraints: [DeclaredRequirement] = []
    /// What replaces every requirement on the same package.
    private(set) var overrides: [DeclaredRequirement] = []
    /// Options given in requirement files.
    private(set) var options = RequirementsOptions()
    /// The settings of `pyproject.toml`.
    private(set) var settings = ProjectSettings()
    /// The Python versions that script blocks allow.
    private(set) var pythonLimits: [PythonLimit] = []
    /// What was ignored, one sentence each.
    var notes: [String] = []
    /// Every file that was read, in order.
    private(set) var reads: [BuildRecord.ReadFile] = []
    /// The local directories that requirements name, by their absolute paths.
    var directories: [String] = []
    /// Whether a file may quote environment variables.
    private(set) var quotesEnvironment = false
    /// The requirement files that were got from servers; `nil` where none can be.
    private(set) var remote: RemoteFiles?

    /// Reads the requirement files of `project` and those that `build` names.
    ///
    /// Where a directory has both files, `requirements.txt` says what is installed and `pyproject.toml` only sets options
    /// and adds the groups and extras that are asked for.
    ///
    /// - Parameters:
    ///   - project: the project.
    ///   - build: what the user asked for.
    ///   - remote: gets files that others include by URL; without it they cannot be read.
    /// - Throws: what keeps a file from being read or understood, with its place.
    init(_ project: Project, _ build: BuildOptions, remote: RemoteFiles? = nil) async throws(BuildFailure) {
        self.remote = remote
        var files: [ProjectSettings] = []
        root = project.root
        for path in project.requirementFiles {
            let shown = path.hasPrefix(project.root + "/") ? String(path.dropFirst(project.root.count + 1)) : path
            if path.hasSuffix(".toml") {
                let sibling = path.dropLast("pyproject.toml".count) + "requirements.txt"
                let isOutranked = project.requirementFiles.contains(String(sibling))
                files.append(try readSettings(path, shown: shown, takesDependencies: !isOutranked, build))
            } else {
                let file = try await read(shown, in: project.root, build)
                requirements += file.requirements
                sources += file.sources
                constraints += file.constraints
            }
        }
        try Self.checkNames(build.groups, \.dependencyGroups, of: files, kind: "dependency group")
        try Self.checkNames(build.extras, \.optionalDependencies, of: files, kind: "extra")
        try await readLimits(build)
        settlePaths()
        try readOwnDependencies()
        nameDirectories()
    }

    /// Reads requirement files alone, without anything a project says; their paths are relative to the working directory.
    init(files: [String], _ build: BuildOptions, remote: RemoteFiles? = nil) async throws(BuildFailure) {
        self.remote = remote
        root = FileAccess.workingDirectory
        for path in files {
            let file = try await read(path, in: nil, build)
            requirements += file.requirements
            sources += file.sources
            constraints += file.constraints
        }
        try Self.checkNames(build.groups, \.dependencyGroups, of: [], kind: "dependency group")
        try Self.checkNames(build.extras, \.optionalDependencies, of: [], kind: "extra")
        try await readLimits(build)
        settlePaths()
        nameDirectories()
    }

    /// Adds what the decorators of `functions` ask for.
    mutating func add(_ functions: [RemoteFunction], display: (SourceLocation) -> SourceLocation) throws(BuildFailure) {
        for function in functions {
            for dependency in function.dependencies {
                let place = display(dependency.location)
                let origin = RequirementOrigin(file: place.file, line: place.line, function: function.name)
                do throws(RequirementsFileError) {
                    let parsed = try DeclaredRequirement(parsing: dependency.text, origin: origin)
                    requirements.append(parsed.relative(to: root))
                } catch {
                    throw BuildFailure(describing: error)
                }
            }
        }
    }

    /// Adds what the script block (PEP 723) of a source file asks for.
    mutating func addScriptBlock(of file: InputFile) throws(BuildFailure) {
        guard let content = FileAccess.contents(of: file.absolutePath) else {
            throw .inputOutput("read", file.absolutePath)
        }
        do throws(ProjectSettingsError) {
            let metadata = try InlineMetadata(source: content, file: file.displayPath)
            requirements += metadata.dependencies.map { $0.relative(to: root) }
            notes += metadata.warnings.map { $0 + "." }
            if let specifiers = metadata.requiresPython {
                let location = SourceLocation(file: file.displayPath, line: max(metadata.requiresPythonLine, 1))
                pythonLimits.append(PythonLimit(specifiers: specifiers, location: location))
            }
        } catch {
            throw BuildFailure(describing: error)
        }
    }

    private mutating func readSettings(
        _ path: String,
        shown: String,
        takesDependencies: Bool,
        _ build: BuildOptions
    ) throws(BuildFailure) -> ProjectSettings {
        guard let content = FileAccess.contents(of: path) else { throw .inputOutput("read", path) }
        note(content, at: path)
        do throws(ProjectSettingsError) {
            let read = try ProjectSettings(content, file: shown)
            notes += read.warnings
            requirements += try read.requirements(
                includesDependencies: takesDependencies,
                groups: read.groups + Self.selections(build.groups, in: read.dependencyGroups),
                extras: read.extras + Self.selections(build.extras, in: read.optionalDependencies)
            )
            constraints += read.constraints
            overrides += read.overrides
            if settings.isUntouched { settings = read }
            return read
        } catch {
            throw BuildFailure(describing: error)
        }
    }

    /// Reads the constraints and overrides the command line names.
    private mutating func readLimits(_ build: BuildOptions) async throws(BuildFailure) {
        for path in build.constraintFiles {
            let file = try await read(path, in: nil, build)
            try Self.refuseUnnamed(file.sources)
            constraints += file.requirements + file.constraints
        }
        for path in build.overrideFiles {
            let file = try await read(path, in: nil, build)
            try Self.refuseUnnamed(file.sources)
            overrides += file.requirements
            constraints += file.constraints
        }
    }

    mutating func note(_ content: [UInt8]?, at path: String) {
        reads.append(BuildRecord.ReadFile(path: path, digest: content.map { SHA256Digest(of: $0) }))
        let dollar = UInt8(ascii: "$")
        if let content, content.contains(dollar) { quotesEnvironment = true }
    }

    /// Reads a requirement file with all it includes; paths are relative to `root`, or to the working directory.
    private mutating func read(
        _ path: String,
        in root: String?,
        _ build: BuildOptions
    ) async throws(BuildFailure) -> RequirementsFile {
        while true {
            var read: [(path: String, content: [UInt8]?)] = []
            var wanted: String?
            do throws(RequirementsFileError) {
                let file = try RequirementsFile(path: path, environment: build.environment) { name in
                    guard LocalReference.isLocal(name) else {
                        let content = remote?.contents[name]
                        if content == nil { wanted = name }
                        return content
                    }
                    let path = name.hasPrefix("/") ? name : "\(root ?? FileAccess.workingDirectory)/\(name)"
                    let content = FileAccess.contents(of: path)
                    read.append((path, content))
                    return content
                }
                for (path, content) in read { note(content, at: path) }
                notes += file.notes
                options.add(file.options)
                return file
            } catch {
                guard let wanted, remote != nil else { throw BuildFailure(describing: error) }
                try await remote?.get(wanted, for: error.origin)
            }
        }
    }

    /// The same requirements, with the paths of local files relative to another directory.
    func moved(to directory: String) -> RequirementCollection {
        var moved = self
        moved.root = directory
        moved.requirements = requirements.map { $0.moved(from: root, to: directory) }
        moved.sources = sources.map { $0.moved(from: root, to: directory) }
        moved.constraints = constraints.map { $0.moved(from: root, to: directory) }
        moved.overrides = overrides.map { $0.moved(from: root, to: directory) }
        return moved
    }

    /// Gives the paths of local files relative to the root.
    private mutating func settlePaths() {
        requirements = requirements.map { $0.relative(to: root) }
        sources = sources.map { $0.relative(to: root) }
        constraints = constraints.map { $0.relative(to: root) }
        overrides = overrides.map { $0.relative(to: root) }
    }
}

extension RequirementCollection {
    /// The names that a `pyproject.toml` has; the others may stand in another one.
    private static func selections(_ names: [String], in lists: NamedDependencies) -> [DependencySelection] {
        names.filter(lists.contains).map { DependencySelection(name: $0) }
    }

    private static func checkNames(
        _ names: [String],
        _ lists: (ProjectSettings) -> NamedDependencies,
        of files: [ProjectSettings],
        kind: String
    ) throws(BuildFailure) {
        guard let unknown = names.first(where: { name in !files.contains { lists($0).contains(name) } }) else { return }
        let known = files.flatMap { lists($0).names }
        let near = unknown.nearest(among: known).map { "Did you mean \($0)?" }
        throw BuildFailure(
            .badInput,
            code: "unknown-name",
            "There is no \(kind) '\(unknown)'.",
            hint: near ?? (known.isEmpty ? "No pyproject.toml has one." : "There is \(known.joined(separator: ", ")).")
        )
    }
}

extension ProjectSettings {
    /// Whether no file has set anything yet.
    fileprivate var isUntouched: Bool {
        exclude.isEmpty && pythonVersion == nil && platform == nil && indexURL == nil && sizeLimit == nil
            && requiresPython == nil && extraIndexURLs.isEmpty && findLinks.isEmpty && noIndex == nil && indexes.isEmpty
            && pins.isEmpty && buildSdists == nil
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
