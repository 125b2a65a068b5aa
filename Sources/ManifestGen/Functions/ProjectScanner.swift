#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Finds the remote functions of a project and the resources they run on, without running any of its code.
public struct ProjectScanner: Sendable {
    private let python: String?
    private let cache: (any ScanCache)?
    private let environment: [String: String]
    private let timeLimit: Int

    /// Creates a scanner.
    ///
    /// - Parameters:
    ///   - python: the interpreter that reads the sources; `nil` for `FLASH_PYTHON` or `python3` in `PATH`.
    ///   - cache: keeps the facts of files between scans.
    ///   - environment: the environment variables; the process's own by default.
    ///   - timeLimit: how long the interpreter may spend on one file, in seconds.
    public init(
        python: String?,
        cache: (any ScanCache)?,
        environment: [String: String]? = nil,
        timeLimit: Int = 60
    ) {
        self.python = python
        self.cache = cache
        self.environment = environment ?? Self.processEnvironment()
        self.timeLimit = timeLimit
    }

    /// Scans a project.
    ///
    /// - Parameters:
    ///   - root: the project's folder.
    ///   - files: its Python sources, in any order.
    /// - Returns: the functions, resources and findings; findings that are errors do not end the scan.
    /// - Throws: ``ScanError`` when the sources could not be read at all.
    public func scan(root: String, files: [SourceFile]) throws(ScanError) -> ScannedProject {
        let sources = files.sorted { $0.path.codePointsPrecede($1.path) }
        let reader = FactsReader(python: python, cache: cache, environment: environment, timeLimit: timeLimit)
        let modules = zip(sources, try reader.read(sources)).map { ProjectModule(path: $0.path, facts: $1) }
        let images = WorkerImages(environment: environment)
        let evaluator = Evaluator(ModuleIndex(modules))
        let resources = ResourceBuilder(evaluator: evaluator, images: images)
        let scanner = FunctionScanner(evaluator: evaluator, resources: resources)
        scanner.scan()
        let coordinator = MothershipScanner(evaluator: evaluator, resources: resources, images: images).scan()
        let unused = UnusedConfigurations(evaluator: evaluator, images: images, checked: resources.locations)
        let findings =
            ProjectRules.faults(in: modules) + ProjectRules.shadowedModules(modules) + scanner.diagnostics
            + resources.diagnostics + ProjectRules.duplicates(scanner.functions)
            + ProjectRules.duplicateRoutes(scanner.functions) + coordinator.diagnostics
            + unused.findings()
        return ScannedProject(
            root: root,
            modules: modules,
            resources: scanner.configurations.values.sorted { $0.name.codePointsPrecede($1.name) },
            functions: scanner.functions,
            mothership: coordinator.mothership,
            diagnostics: Self.ordered(findings),
            index: evaluator.index
        )
    }

    /// Orders findings by place and drops repetitions.
    private static func ordered(_ findings: [Diagnostic]) -> [Diagnostic] {
        var seen: Set<Diagnostic> = []
        return findings.filter { seen.insert($0).inserted }.sorted { left, right in
            switch (left.location, right.location) {
            case (let left?, let right?) where left != right: left < right
            case (nil, .some): true
            case (.some, nil): false
            default: (left.code.rawValue, left.message) < (right.code.rawValue, right.message)
            }
        }
    }

    private static func processEnvironment() -> [String: String] {
        var variables: [String: String] = [:]
        var pointer = environ
        while let entry = pointer.pointee {
            let text = String(cString: entry)
            if let separator = text.firstIndex(of: "=") {
                variables[String(text[..<separator])] = String(text[text.index(after: separator)...])
            }
            pointer += 1
        }
        return variables
    }
}
