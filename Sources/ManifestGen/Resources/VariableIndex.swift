/// Finds the module-level variable a configuration was first assigned to.
struct VariableIndex {
    private var names: [SourceLocation: String] = [:]

    init(_ index: ModuleIndex) {
        for module in index.modules {
            for fact in module.facts.assignments where fact.kind == .assign && fact.scope.isEmpty {
                guard let value = fact.value, case .call = value.node else { continue }
                let place = value.span.location(in: module.path)
                if names[place] == nil { names[place] = fact.target }
            }
        }
    }

    /// The name of the variable, or `nil` when the configuration is written in place.
    func variable(holding instance: Instance) -> String? { names[instance.location] }
}
