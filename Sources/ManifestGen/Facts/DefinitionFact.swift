/// A function or class.
public struct DefinitionFact: Hashable, Sendable, Decodable {
    /// What is defined.
    public enum Kind: String, Sendable, Decodable {
        /// `def`.
        case function
        /// `async def`.
        case asyncFunction = "async"
        /// `class`.
        case type = "class"
    }

    /// The name.
    public let name: String
    /// What is defined.
    public let kind: Kind
    /// The decorators, in order.
    public let decorators: [Expression]
    /// The parameters of a function.
    public let parameters: [ParameterFact]
    /// The base classes of a class.
    public let bases: [Expression]
    /// The names declared `global`.
    public let globals: [String]
    /// The names bound in the body, parameters included.
    public let locals: [String]
    /// What the definition stands in, outermost first; empty at module level.
    public let enclosing: [Kind]
    /// The line of the first decorator, or of the definition.
    public let firstLine: Int
    /// The range from `def` or `class` to the end of the body.
    public let span: SourceSpan
    /// The dotted names of the enclosing functions and classes; empty at module level.
    public let scope: String
    /// The conditions the definition stands under within its scope, outermost first.
    public let conditions: [ConditionFact]
    /// What happens in the body.
    public let body: BodyFacts

    /// The dotted names that lead to the definition.
    public var path: String { scope.isEmpty ? name : "\(scope).\(name)" }

    private enum Key: String, CodingKey {
        case name, kind, decorators, parameters, bases, globals, locals, enclosing, firstLine, span, scope, conditions
    }

    /// Decodes a definition; its body's facts stand beside its own.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        name = try container.decode(String.self, forKey: .name)
        kind = try container.decode(Kind.self, forKey: .kind)
        decorators = try container.decode([Expression].self, forKey: .decorators)
        parameters = try container.decode([ParameterFact].self, forKey: .parameters)
        bases = try container.decode([Expression].self, forKey: .bases)
        globals = try container.decode([String].self, forKey: .globals)
        locals = try container.decode([String].self, forKey: .locals)
        enclosing = try container.decode([Kind].self, forKey: .enclosing)
        firstLine = try container.decode(Int.self, forKey: .firstLine)
        span = try container.decode(SourceSpan.self, forKey: .span)
        scope = try container.decode(String.self, forKey: .scope)
        conditions = try container.decode([ConditionFact].self, forKey: .conditions)
        body = try BodyFacts(from: decoder)
    }
}

/// A parameter of a function.
public struct ParameterFact: Hashable, Sendable, Decodable {
    /// How arguments reach the parameter.
    public enum Kind: String, Sendable, Decodable {
        /// By position, or by position and name.
        case positional
        /// `*name`.
        case variadic
        /// By name only.
        case keyword
        /// `**name`.
        case variadicKeyword
    }

    /// The name.
    public let name: String
    /// How arguments reach the parameter.
    public let kind: Kind
    /// Where it stands.
    public let span: SourceSpan
    /// The annotation, shortened.
    public let annotation: Expression?
    /// The default value, shortened.
    public let `default`: Expression?

    private enum CodingKeys: String, CodingKey {
        case name, kind, span, annotation
        case `default` = "default"
    }
}
