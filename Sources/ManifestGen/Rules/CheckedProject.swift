/// What the rules look at: the facts of every module and what is known of its remote functions.
public struct CheckedProject: Sendable {
    /// A module of the project.
    public struct Module: Sendable {
        /// The file's path relative to the project root, with `/` separators.
        public let path: String
        /// What the source says.
        public let facts: ModuleFacts

        /// Creates a module.
        public init(path: String, facts: ModuleFacts) {
            self.path = path
            self.facts = facts
        }
    }

    /// A remote function or class.
    public struct Function: Hashable, Sendable {
        /// The name.
        public let name: String
        /// The path of the file that defines it.
        public let path: String
        /// Whether it stays on the machine that calls it.
        public let isLocal: Bool
        /// Whether its resource is load balanced.
        public let isLoadBalanced: Bool
        /// The image its resource runs.
        public let image: WorkerImage

        /// Creates a remote function.
        public init(name: String, path: String, isLocal: Bool, isLoadBalanced: Bool, image: WorkerImage) {
            self.name = name
            self.path = path
            self.isLocal = isLocal
            self.isLoadBalanced = isLoadBalanced
            self.image = image
        }
    }

    /// The Python version on the workers is 3.*minor*.
    public let pythonMinor: Int
    /// The packages in the artifact.
    public let packages: AvailablePackages
    let modules: [Module]
    let functions: [Function]
    let index: ImportIndex

    /// Creates what the rules look at.
    ///
    /// - Parameters:
    ///   - modules: Every module of the project, in order of path.
    ///   - functions: The remote functions and classes at module level.
    ///   - packages: What is known of the packages in the artifact.
    ///   - pythonMinor: The minor version of Python 3 on the workers.
    public init(modules: [Module], functions: [Function], packages: AvailablePackages, pythonMinor: Int) {
        self.modules = modules
        self.functions = functions
        self.packages = packages
        self.pythonMinor = pythonMinor
        index = ImportIndex(modules: modules, functions: functions)
    }
}

extension CheckedProject {
    /// The remote functions that run on workers, each with its module and its definition.
    var remoteDefinitions: [(function: Function, module: Module, definition: DefinitionFact)] {
        functions.filter { !$0.isLocal }.compactMap { function in
            guard let module = index.module(at: function.path),
                let definition = module.facts.definitions.last(where: { $0.path == function.name })
            else { return nil }
            return (function, module, definition)
        }
    }

    /// Whether a top-level module needs no package: part of the language, the project or every worker image.
    func needsNoPackage(_ module: String, image: WorkerImage?) -> Bool {
        let root = String(module.prefix { $0 != "." })
        return StandardLibrary.contains(root, minor: pythonMinor)
            || index.roots.contains(root)
            || (image.map { $0.provides(root) } ?? WorkerImage.common.contains(root))
    }
}
