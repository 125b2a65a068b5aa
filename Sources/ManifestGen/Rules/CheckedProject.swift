/// What the rules look at: the facts of every module and what is known of its remote functions.
struct CheckedProject: Sendable {
    /// A remote function or class.
    struct Function: Hashable, Sendable {
        let name: String
        /// The path of the file that defines it.
        let path: String
        /// Whether it stays on the machine that calls it.
        let isLocal: Bool
        /// Whether its resource is load balanced.
        let isLoadBalanced: Bool
        /// Whether calls send its source to the worker, as those of Live resources do.
        let sendsSource: Bool
        /// The image its resource runs.
        let image: WorkerImage
    }

    let modules: [ProjectModule]
    let functions: [Function]
    /// What is known of the packages in the artifact.
    let packages: AvailablePackages
    /// The Python version on the workers is 3.*minor*.
    let pythonMinor: Int
    let index: RemoteFunctionIndex

    init(modules: [ProjectModule], functions: [Function], packages: AvailablePackages, pythonMinor: Int) {
        self.modules = modules
        self.functions = functions
        self.packages = packages
        self.pythonMinor = pythonMinor
        index = RemoteFunctionIndex(modules: modules, functions: functions)
    }

    /// The remote functions that run on workers, each with its module and its definition.
    var remoteDefinitions: [(function: Function, module: ProjectModule, definition: DefinitionFact)] {
        functions.filter { !$0.isLocal }.compactMap { function in
            guard let module = index.module(at: function.path), let definition = definition(of: function) else {
                return nil
            }
            return (function, module, definition)
        }
    }

    /// The definition of a remote function: of several with its name, the last one.
    func definition(of function: Function) -> DefinitionFact? {
        index.module(at: function.path)?.facts.definitions.last { $0.path == function.name }
    }

    /// Whether a dotted module needs no package: it is part of the language, the project or the worker image.
    ///
    /// - Parameters:
    ///   - module: The module.
    ///   - image: The image; `nil` when any may be meant.
    /// - Returns: Whether it is there without a package.
    func needsNoPackage(_ module: String, image: WorkerImage?) -> Bool {
        let root = String(module.prefix { $0 != "." })
        return StandardLibrary.contains(root, minor: pythonMinor)
            || index.roots.contains(root)
            || (image.map { $0.provides(root) } ?? WorkerImage.common.contains(root))
    }
}
