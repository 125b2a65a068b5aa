/// What happens in the body of a function, class or module.
public struct BodyFacts: Hashable, Sendable, Decodable {
    /// The parameters of a function.
    public let parameters: [ParameterFact]
    /// The names bound in the body of a function or class, parameters included.
    public let locals: [String]
    /// The names that resolve to module scope and are not builtins, nested functions included.
    public let reads: [ReadFact]
    /// The calls, lambdas and comprehensions included, nested functions and classes not.
    public let calls: [CallFact]
    /// The names and dotted paths that are awaited without a call, such as `await task`.
    public let awaits: [AwaitFact]
    /// The attributes and items taken of call results, directly or through a name.
    public let accesses: [AccessFact]
    /// The values returned.
    public let returns: [Expression]
    /// Whether the body yields.
    public let isGenerator: Bool

    /// Creates the facts of an empty body.
    init() {
        parameters = []
        locals = []
        reads = []
        calls = []
        awaits = []
        accesses = []
        returns = []
        isGenerator = false
    }
}

/// A use of a name that resolves to module scope.
public struct ReadFact: Hashable, Sendable, Decodable {
    /// The part of the function that uses the name.
    public enum Position: String, Sendable, Decodable {
        /// The body.
        case body
        /// A default value or a base class.
        case parameterDefault = "default"
        /// An annotation.
        case annotation
    }

    /// The name.
    public let name: String
    /// The part of the function that uses it.
    public let position: Position
    /// Where the name stands.
    public let span: SourceSpan

    /// Decodes a use from `[name, position, span]`.
    public init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        name = try container.decode(String.self)
        position = try container.decode(Position.self)
        span = try container.decode(SourceSpan.self)
    }
}

/// A call and what becomes of its result.
public struct CallFact: Hashable, Sendable, Decodable {
    /// What becomes of a result, seen through lists, `*`, comprehensions and conditional expressions.
    public enum Use: String, Sendable, Decodable {
        case awaited, returned, discarded, yielded, attribute, `subscript`, iterated, entered, argument, called,
            assigned
        case other
    }

    /// The dotted path called, such as `asyncio.gather`; `nil` when it is not a path.
    public let callee: String?
    /// The dotted path of the inner call when the result of a call is called, such as `remote` in `remote(c)(f)`.
    public let applied: String?
    /// What becomes of the result.
    public let use: Use
    /// The dotted path of the call whose argument the result is.
    public let argumentOf: String?
    /// The names the result is assigned to, after `await` if awaited.
    public let targets: [String]
    /// The positional arguments, shortened.
    public let arguments: [Expression]
    /// The keyword arguments, shortened.
    public let keywords: [KeywordArgument]
    /// Where the call stands.
    public let span: SourceSpan

    /// Decodes a call from `[span, callee, use, arguments, keywords, targets, argumentOf, applied]`, where empty
    /// items at the end are left out.
    public init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        span = try container.decode(SourceSpan.self)
        callee = try container.decodeIfPresent(String.self)
        use = try container.decode(Use.self)
        arguments = try container.isAtEnd ? [] : container.decode([Expression].self)
        keywords = try container.isAtEnd ? [] : container.decode([KeywordArgument].self)
        targets = try container.isAtEnd ? [] : container.decode([String].self)
        argumentOf = try container.isAtEnd ? nil : container.decodeIfPresent(String.self)
        applied = try container.isAtEnd ? nil : container.decodeIfPresent(String.self)
    }
}

/// An `await` of something that is not a call.
public struct AwaitFact: Hashable, Sendable, Decodable {
    /// The dotted path awaited.
    public let path: String
    /// Where it stands.
    public let span: SourceSpan

    /// Decodes an `await` from `[path, span]`.
    public init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        path = try container.decode(String.self)
        span = try container.decode(SourceSpan.self)
    }
}

/// An attribute or item taken of a call's result.
public struct AccessFact: Hashable, Sendable, Decodable {
    /// The name that holds the result.
    public let name: String?
    /// The dotted path called, when the result is used directly.
    public let callee: String?
    /// Whether the direct call is awaited first.
    public let isAwaited: Bool
    /// The attribute; `nil` for `result[…]`.
    public let member: String?
    /// Where the access stands.
    public let span: SourceSpan

    /// Decodes an access from `[name, callee, isAwaited, member, span]`.
    public init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        name = try container.decodeIfPresent(String.self)
        callee = try container.decodeIfPresent(String.self)
        isAwaited = try container.decode(Bool.self)
        member = try container.decodeIfPresent(String.self)
        span = try container.decode(SourceSpan.self)
    }
}
