/// The modules of a project by name, with the events that give names their values.
struct ModuleIndex: Sendable {
    /// Something that gives a name a value or changes it.
    enum Event: Sendable {
        case imported(ImportFact, ImportFact.Name?)
        case assigned(AssignmentFact)
        case defined(DefinitionFact)

        var span: SourceSpan {
            switch self {
            case .imported(let fact, _): fact.span
            case .assigned(let fact): fact.span
            case .defined(let fact): fact.span
            }
        }

        var conditions: [ConditionFact] {
            switch self {
            case .imported(let fact, _): fact.conditions
            case .assigned(let fact): fact.conditions
            case .defined(let fact): fact.conditions
            }
        }
    }

    let modules: [ProjectModule]
    private let positions: [String: Int]
    private let packages: Set<String>
    private let events: [[String: [Event]]]
    private let starImports: [[ImportFact]]
    private let functionGlobals: [[String: DefinitionFact]]

    init(_ modules: [ProjectModule]) {
        self.modules = modules
        var positions: [String: Int] = [:]
        var packages: Set<String> = []
        for (index, module) in modules.enumerated() {
            // A package wins over a module of the same name, as in the import system.
            if positions[module.name] == nil || module.isPackage { positions[module.name] = index }
            var parent = module.name.split(separator: ".").dropLast()
            while !parent.isEmpty {
                packages.insert(parent.joined(separator: "."))
                parent = parent.dropLast()
            }
        }
        self.positions = positions
        self.packages = packages
        events = modules.map { Self.events(of: $0.facts) }
        starImports = modules.map { module in
            module.facts.imports.filter { $0.scope.isEmpty && $0.names?.contains { $0.name == "*" } == true }
        }
        functionGlobals = modules.map { module in
            var globals: [String: DefinitionFact] = [:]
            for definition in module.facts.definitions {
                for name in definition.globals { globals[name] = definition }
            }
            return globals
        }
    }

    /// Whether the name is a module or package of the project.
    func contains(_ name: String) -> Bool { positions[name] != nil || packages.contains(name) }

    /// Finds a module by its dotted name.
    func module(_ name: String) -> ProjectModule? { positions[name].map { modules[$0] } }

    /// The events of a dotted target, in order of appearance.
    func events(of target: String, in module: String) -> [Event] {
        positions[module].flatMap { events[$0][target] } ?? []
    }

    /// The `from … import *` statements of a module.
    func starImports(of module: String) -> [ImportFact] { positions[module].map { starImports[$0] } ?? [] }

    /// The function that declares a name of the module `global`.
    func functionChanging(_ name: String, in module: String) -> DefinitionFact? {
        positions[module].flatMap { functionGlobals[$0][name] }
    }

    private static func events(of facts: ModuleFacts) -> [String: [Event]] {
        var events: [String: [Event]] = [:]
        func add(_ event: Event, to name: String, in scope: String) {
            events[scope.isEmpty ? name : "\(scope).\(name)", default: []].append(event)
        }
        for fact in facts.imports {
            if let names = fact.names {
                for name in names where name.name != "*" {
                    add(.imported(fact, name), to: name.alias ?? name.name, in: fact.scope)
                }
            } else {
                let bound = fact.alias ?? String(fact.module.prefix { $0 != "." })
                add(.imported(fact, nil), to: bound, in: fact.scope)
            }
        }
        for fact in facts.assignments {
            let root = String(fact.target.prefix { $0 != "." })
            add(.assigned(fact), to: root, in: fact.scope)
        }
        for fact in facts.definitions {
            add(.defined(fact), to: fact.name, in: fact.scope)
        }
        return events.mapValues { $0.sorted { $0.span < $1.span } }
    }
}
