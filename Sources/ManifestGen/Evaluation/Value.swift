/// What an expression evaluates to.
indirect enum Value: Hashable, Sendable {
    case none
    case boolean(Bool)
    case integer(Int64)
    case float(Double)
    case string(String)
    case list([Evaluated])
    case tuple([Evaluated])
    case set([Evaluated])
    case dictionary([Entry])
    /// A member of one of the library's enumerations.
    case member(LibraryEnumeration, name: String, value: String)
    /// A name of a module that is not part of the project, such as `runpod_flash.remote`.
    case external(String)
    /// A module or package of the project.
    case module(String)
    /// A function or class of the project.
    case definition(module: String, DefinitionFact)
    /// A call of an external class or function, not run.
    case instance(Instance)
    /// The value of an environment variable at run time.
    case environment(String)

    struct Entry: Hashable, Sendable {
        let key: Evaluated
        let value: Evaluated
    }
}

/// A value and the expression it comes from.
struct Evaluated: Hashable, Sendable {
    let value: Value
    let location: SourceLocation
}

/// A call of an external name with its arguments still to be evaluated.
struct Instance: Hashable, Sendable {
    /// An argument together with the place its names are looked up in.
    struct Argument: Hashable, Sendable {
        let name: String?
        let value: Expression
        let context: EvaluationContext
        /// Where the parameter's name or the assignment of the attribute stands.
        let location: SourceLocation
    }

    /// The dotted external name, such as `runpod_flash.LiveServerless`.
    let type: String
    let module: String
    let location: SourceLocation
    var arguments: [Argument]
    /// Whether `**` was used, so that unseen arguments may be present.
    var hasUnknownArguments: Bool
}

/// The place an expression's names are looked up in.
struct EvaluationContext: Hashable, Sendable {
    /// The dotted name of the module.
    let module: String
    /// Only what stands before this place has happened; `nil` for the finished module.
    let position: SourceSpan?
    /// The dotted path of the class whose body the expression stands in; empty at module level.
    var scope = ""
}

/// Why a value cannot be determined.
struct EvaluationFailure: Error, Hashable {
    var message: String
    var location: SourceLocation
    var hint: String?
    /// Whether a name is used that nothing defines.
    var isUndefined = false
    /// The rule the finding belongs to.
    var code = DiagnosticCode.unevaluableValue

    /// The finding to report.
    var diagnostic: Diagnostic { Diagnostic(code, message, at: location, hint: hint) }
}

extension Value {
    /// The kind of value, as error messages name it.
    var typeName: String {
        switch self {
        case .none: "None"
        case .boolean: "a bool"
        case .integer: "an int"
        case .float: "a float"
        case .string: "a str"
        case .list: "a list"
        case .tuple: "a tuple"
        case .set: "a set"
        case .dictionary: "a dict"
        case .member(let type, let name, _): "\(type.rawValue).\(name)"
        case .external(let path): path
        case .module(let name): "the module \(name)"
        case .definition(_, let definition): definition.kind == .type ? "a class" : "a function"
        case .instance(let instance): "\(instance.type.split(separator: ".").last ?? "an object")(…)"
        case .environment(let name): "the environment variable \(name)"
        }
    }

    /// The elements of a list, tuple or set.
    var elements: [Evaluated]? {
        switch self {
        case .list(let elements), .tuple(let elements), .set(let elements): elements
        default: nil
        }
    }
}
