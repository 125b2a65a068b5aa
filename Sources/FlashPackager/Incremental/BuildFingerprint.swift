import ArtifactArchive
import Digests
import PythonPackaging

/// Names what the outcome of a build depends on, except the files that its record lists one by one.
struct BuildFingerprint {
    private var hasher = SHA256Hasher()

    /// Environment variables that choose what is built.
    private static let variables = ["FLASH_INDEX_URL", "FLASH_PYTHON", "PIP_INDEX_URL", "SOURCE_DATE_EPOCH"]

    /// The digest of all that goes into a build by the program `tool`.
    static func digest(
        of inputs: BuildInputs,
        _ options: BuildOptions,
        time: BuildTime,
        tool: String
    ) -> SHA256Digest {
        var fingerprint = BuildFingerprint()
        fingerprint.add("flash-build 1", tool)
        fingerprint.add(options)
        fingerprint.add(inputs.project, inputs.digests)
        fingerprint.add("\(time.microseconds)", "\(time.fileTime)")
        return fingerprint.hasher.finalize()
    }

    /// The digest of every environment variable, for requirement files that quote some.
    static func digest(ofEnvironment environment: [String: String]) -> SHA256Digest {
        var fingerprint = BuildFingerprint()
        for (name, value) in environment.sorted(by: { $0.key < $1.key }) { fingerprint.add(name, value) }
        return fingerprint.hasher.finalize()
    }

    private mutating func add(_ options: BuildOptions) {
        add(options.outputName ?? "", options.compression?.rawValue ?? "")
        add(list: options.slim.map(\.rawValue).sorted())
        add(options.pythonVersion ?? "", options.platform ?? "", options.indexURL ?? "")
        add(options.sizeLimit.map { "\($0)" } ?? "", "\(options.skipsTransitiveDependencies)", "\(options.isLocked)")
        add(list: options.products)
        add(list: options.exclusions)
        add(list: options.findLinks)
        add("\(options.usesNoIndex)")
        add("\(options.buildsSources)")
        add(list: options.noBinary)
        add(list: options.onlyBinary)
        add(list: options.groups)
        add(list: options.extras)
        add(list: options.constraintFiles)
        add(list: options.overrideFiles)
        add("\(options.allowsPrereleases)")
        for name in Self.variables { add(options.environment[name] ?? "") }
    }

    private mutating func add(_ project: Project, _ digests: [SHA256Digest]) {
        add(project.root, project.name)
        add(list: project.requirementFiles)
        add(list: project.excluded.filter(\.reason.isUnexpected).map { "\($0.path) \($0.reason)" })
        add("\(project.files.count)")
        for (file, digest) in zip(project.files, digests) {
            add(file.path, file.absolutePath, file.isExecutable ? "x" : "-")
            hasher.update(digest.bytes)
        }
    }

    private mutating func add(list: [String]) {
        add("\(list.count)")
        for text in list { add(text) }
    }

    /// Adds texts so that no other sequence of texts gives the same bytes.
    private mutating func add(_ texts: String...) {
        for text in texts {
            hasher.update("\(text.utf8.count):".utf8)
            hasher.update(text.utf8)
        }
    }
}
