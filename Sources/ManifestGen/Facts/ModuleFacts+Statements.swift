/// An `import` or `from … import` statement; `import a, b` is two facts.
public struct ImportFact: Hashable, Sendable, Decodable {
    /// A name taken from a module and the name it gets.
    public struct Name: Hashable, Sendable, Decodable {
        /// The name in the module; `*` for all of them.
        public let name: String
        /// The name after `as`.
        public let alias: String?

        /// Decodes a name from `[name, alias]`.
        public init(from decoder: any Decoder) throws {
            var container = try decoder.unkeyedContainer()
            name = try container.decode(String.self)
            alias = try container.decodeIfPresent(String.self)
        }
    }

    /// The dotted module name; empty for `from . import x`.
    public let module: String
    /// The number of leading dots.
    public let level: Int
    /// The names after `import` in `from … import`; `nil` for a plain `import`.
    public let names: [Name]?
    /// The name after `as` in a plain `import`.
    public let alias: String?
    /// Where the statement stands.
    public let span: SourceSpan
    /// The dotted names of the enclosing functions and classes; empty at module level.
    public let scope: String
    /// The conditions the statement stands under within its scope, outermost first.
    public let conditions: [ConditionFact]

    /// Whether the import only serves type checkers (PEP 484): it stands under `if TYPE_CHECKING`.
    public var isForTypeChecking: Bool {
        conditions.contains { condition in
            guard condition.kind == .ifTrue, let path = condition.test?.dottedPath else { return false }
            return path == "TYPE_CHECKING" || path.hasSuffix(".TYPE_CHECKING")
        }
    }
}

/// A change of a name at module or class level.
public struct AssignmentFact: Hashable, Sendable, Decodable {
    /// How the name changes.
    public enum Kind: String, Sendable, Decodable {
        /// `target = value`, in any spelling, unpacked.
        case assign
        /// `target += value`; the key is the operator.
        case augment
        /// `target.key = value`.
        case attribute
        /// `target[key] = value`.
        case item
        /// `target.key(…)` where the method changes its object; the value is the call.
        case call
        /// The target of a loop.
        case loop
        /// The target of `with … as`.
        case with
        /// `del target`.
        case delete
    }

    /// How the name changes.
    public let kind: Kind
    /// The name, or the dotted path of the object that is changed.
    public let target: String
    /// The value, where one is written down.
    public let value: Expression?
    /// The attribute, item key, operator or method.
    public let key: Expression?
    /// Where the target stands.
    public let span: SourceSpan
    /// The dotted names of the enclosing classes; empty at module level.
    public let scope: String
    /// The conditions the statement stands under, outermost first.
    public let conditions: [ConditionFact]
}

/// A call that stands as a statement.
public struct StatementFact: Hashable, Sendable, Decodable {
    /// The call.
    public let value: Expression
    /// Where it stands.
    public let span: SourceSpan
    /// The dotted names of the enclosing classes; empty at module level.
    public let scope: String
    /// The conditions it stands under, outermost first.
    public let conditions: [ConditionFact]
}

/// A call of a call's result inside a function.
public struct ApplicationFact: Hashable, Sendable, Decodable {
    /// The dotted path of the inner call, such as `remote`.
    public let path: String
    /// Where the outer call stands.
    public let span: SourceSpan

    /// Decodes a call from `[path, span]`.
    public init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        path = try container.decode(String.self)
        span = try container.decode(SourceSpan.self)
    }
}
