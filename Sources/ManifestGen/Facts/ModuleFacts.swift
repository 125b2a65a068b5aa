/// What a source file says, without having run it.
public struct ModuleFacts: Hashable, Sendable, Decodable {
    /// Why the file could not be read; every other fact is empty then.
    public let error: SourceFault?
    /// The imports at every level, in order.
    public let imports: [ImportFact]
    /// The assignments and changes of names at module and class level, in order.
    public let assignments: [AssignmentFact]
    /// The functions and classes at every level, outer before inner.
    public private(set) var definitions: [DefinitionFact]
    /// The calls that stand as statements at module and class level.
    public let statements: [StatementFact]
    /// The calls of a call's result inside functions, as in `remote(config)(function)`.
    public let applications: [ApplicationFact]
    /// The comments that contain `flash:`.
    public let comments: [CommentFact]
    /// How many bytes the bodies take that follow these facts.
    let detailBytes: Int
    private var bodies = BodyStore.empty

    /// What module-level code calls; decoded when first asked for.
    public var body: BodyFacts { bodies[0] }

    private enum Key: String, CodingKey {
        case error, imports, assignments, definitions, statements, applications, comments, detailBytes
    }

    /// Decodes the facts the embedded program printed.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        error = try container.decodeIfPresent(SourceFault.self, forKey: .error)
        imports = try container.decodeIfPresent([ImportFact].self, forKey: .imports) ?? []
        assignments = try container.decodeIfPresent([AssignmentFact].self, forKey: .assignments) ?? []
        definitions = try container.decodeIfPresent([DefinitionFact].self, forKey: .definitions) ?? []
        statements = try container.decodeIfPresent([StatementFact].self, forKey: .statements) ?? []
        applications = try container.decodeIfPresent([ApplicationFact].self, forKey: .applications) ?? []
        comments = try container.decodeIfPresent([CommentFact].self, forKey: .comments) ?? []
        detailBytes = try container.decode(Int.self, forKey: .detailBytes)
    }

    /// The facts with the bodies that were printed beside them.
    func located(in bodies: BodyStore) -> ModuleFacts {
        var facts = self
        facts.bodies = bodies
        facts.definitions = definitions.enumerated().map { $1.located(in: bodies, at: $0 + 1) }
        return facts
    }
}

/// Why a source file could not be read.
public struct SourceFault: Hashable, Sendable, Decodable {
    /// What kind of trouble it was.
    public enum Kind: String, Sendable, Decodable {
        /// The source is not valid Python.
        case syntax
        /// The bytes do not fit the declared encoding (PEP 263).
        case encoding
        /// The source is nested too deeply for the interpreter.
        case nesting
        /// The file could not be opened or read.
        case unreadable
    }

    /// What kind of trouble it was.
    public let kind: Kind
    /// The interpreter's words.
    public let message: String
    /// The line, counted from 1.
    public let line: Int
    /// The column, counted from 1.
    public let column: Int
    /// The version of the interpreter that read the file, such as `3.11`.
    public let python: String?
}

/// A condition under which a statement runs.
public struct ConditionFact: Hashable, Sendable, Decodable {
    /// What the statement stands in.
    public enum Kind: String, Sendable, Decodable {
        /// The first branch of an `if`.
        case ifTrue = "if"
        /// The other branch of an `if`.
        case ifFalse = "else"
        /// The body of a loop.
        case loop
        /// The guarded part of a `try`.
        case attempt = "try"
        /// An exception handler.
        case handler = "except"
        /// A case of a `match`.
        case match
    }

    /// What the statement stands in.
    public let kind: Kind
    /// The condition of an `if`.
    public let test: Expression?

    /// Decodes a condition from `[kind, test]`.
    public init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        kind = try container.decode(Kind.self)
        test = try container.decodeIfPresent(Expression.self)
    }
}

/// A comment that contains `flash:`.
public struct CommentFact: Hashable, Sendable, Decodable {
    /// The line, counted from 1.
    public let line: Int
    /// The column of the `#`, counted from 1.
    public let column: Int
    /// The comment with its `#`.
    public let text: String
    /// Whether nothing else stands on the line.
    public let standsAlone: Bool

    /// Decodes a comment from `[line, column, text, standsAlone]`.
    public init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        line = try container.decode(Int.self)
        column = try container.decode(Int.self)
        text = try container.decode(String.self)
        standsAlone = try container.decode(Bool.self)
    }
}
