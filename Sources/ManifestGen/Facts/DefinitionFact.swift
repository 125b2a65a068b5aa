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
    /// The base classes of a class.
    public let bases: [Expression]
    /// The names declared `global`.
    public let globals: [String]
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
    /// The bodies of the file, and the place of this definition's among them.
    fileprivate(set) var bodies = BodyStore.empty
    fileprivate(set) var bodyIndex = 0

    /// What happens in the body; decoded when first asked for.
    public var body: BodyFacts { bodies[bodyIndex] }
    /// The parameters of a function.
    public var parameters: [ParameterFact] { body.parameters }
    /// The names bound in the body, parameters included.
    public var locals: [String] { body.locals }

    /// The dotted names that lead to the definition.
    public var path: String { scope.isEmpty ? name : "\(scope).\(name)" }

    private enum Key: String, CodingKey {
        case name, kind, decorators, bases, globals, enclosing, firstLine, span, scope, conditions
    }

    /// Decodes a definition without its body.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        name = try container.decode(String.self, forKey: .name)
        kind = try container.decode(Kind.self, forKey: .kind)
        decorators = try container.decode([Expression].self, forKey: .decorators)
        bases = try container.decode([Expression].self, forKey: .bases)
        globals = try container.decode([String].self, forKey: .globals)
        enclosing = try container.decode([Kind].self, forKey: .enclosing)
        firstLine = try container.decode(Int.self, forKey: .firstLine)
        span = try container.decode(SourceSpan.self, forKey: .span)
        scope = try container.decode(String.self, forKey: .scope)
        conditions = try container.decode([ConditionFact].self, forKey: .conditions)
    }
}

extension DefinitionFact {
    /// The definition with its body, which is one of the file's.
    func located(in bodies: BodyStore, at index: Int) -> DefinitionFact {
        var definition = self
        definition.bodies = bodies
        definition.bodyIndex = index
        return definition
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
