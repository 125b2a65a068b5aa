import ManifestGen
import PythonPackaging

/// The project's remote functions and what the rules say about them.
struct ProjectScan: Sendable {
    /// What the scanner found.
    let scanned: ScannedProject
    private let displayPaths: [String: String]

    /// Reads the sources among `inputs`.
    init(_ inputs: BuildInputs, environment: [String: String]) throws(BuildFailure) {
        let project = inputs.project
        let sources = zip(project.files, inputs.digests).compactMap { file, digest in
            file.path.hasSuffix(".py")
                ? SourceFile(path: file.path, absolutePath: file.absolutePath, digest: digest) : nil
        }
        let scanner = ProjectScanner(python: nil, cache: StoredFacts(artifacts: inputs.store), environment: environment)
        do throws(ScanError) {
            scanned = try scanner.scan(root: project.root, files: sources)
        } catch {
            throw BuildFailure(describing: error)
        }
        let renamed = project.files.filter { $0.displayPath != $0.path }
        displayPaths = Dictionary(renamed.map { ($0.path, $0.displayPath) }) { first, _ in first }
    }

    /// Checks the sources against every rule, given what is known of the packages.
    func diagnostics(packages: AvailablePackages, pythonMinor: Int) -> [Diagnostic] {
        scanned.findings(packages: packages, pythonMinor: pythonMinor).map(displayed)
    }

    /// The place as the user knows it: relative to the project directory instead of the artifact's root.
    func display(_ location: SourceLocation) -> SourceLocation {
        var shown = location
        shown.file = displayPaths[location.file] ?? location.file
        return shown
    }

    /// Fails unless there is something to deploy.
    func requireFunctions(in project: Project) throws(BuildFailure) {
        guard scanned.functions.isEmpty, scanned.mothership == nil, !scanned.hasErrors else { return }
        if scanned.modules.isEmpty {
            throw BuildFailure(
                .noProject,
                code: "no-sources",
                "\(project.root) has no Python files to package.",
                hint: "Run in a project directory, or name one. "
                    + "`flash build --list-files` shows which rule keeps a file out."
            )
        }
        throw BuildFailure(
            .noProject,
            code: "no-functions",
            "\(project.root) has no function marked @remote.",
            hint: "Mark one: `from runpod_flash import remote, LiveServerless`, then "
                + "`@remote(resource_config=LiveServerless(name=\"worker\"))` above the function."
        )
    }

    private func displayed(_ diagnostic: Diagnostic) -> Diagnostic {
        var shown = diagnostic
        shown.location = diagnostic.location.map(display)
        shown.notes = diagnostic.notes.map { .init(message: $0.message, location: display($0.location)) }
        return shown
    }
}
