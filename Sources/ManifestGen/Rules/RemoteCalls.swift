/// A body of code and the calls of remote functions in it.
struct CallingBody {
    /// The file.
    let path: String
    /// The function or class; `nil` for the module's own code.
    let definition: DefinitionFact?
    /// What happens in it.
    let body: BodyFacts
}

extension CheckedProject {
    /// Every body of every module that may know a remote function.
    var callingBodies: [CallingBody] {
        modules.filter(index.mayKnowFunctions).flatMap { module in
            [CallingBody(path: module.path, definition: nil, body: module.facts.body)]
                + module.facts.definitions.map { CallingBody(path: module.path, definition: $0, body: $0.body) }
        }
    }

    /// The remote function, not class, that a call in a body reaches.
    func remoteFunction(called path: String?, in body: CallingBody) -> Function? {
        guard let path, let function = index.function(named: path, in: body.path, within: body.definition),
            let definition = definition(of: function),
            definition.kind != .type, !function.isLocal
        else { return nil }
        return function
    }
}
