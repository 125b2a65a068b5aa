/// An expression of Python source, as far as static evaluation needs it.
public struct Expression: Hashable, Sendable {
    /// What the expression is.
    public let node: Node
    /// Where it stands.
    public let span: SourceSpan

    /// Creates an expression.
    public init(_ node: Node, at span: SourceSpan) {
        self.node = node
        self.span = span
    }

    /// The forms that are told apart.
    public indirect enum Node: Hashable, Sendable {
        /// `None`.
        case none
        /// `True` or `False`.
        case boolean(Bool)
        /// An integer that fits 64 bits.
        case integer(Int64)
        /// A finite floating-point number.
        case float(Double)
        /// A string.
        case string(String)
        /// A name.
        case name(String)
        /// `value.member`.
        case attribute(Expression, member: String)
        /// `callee(arguments…)`.
        case call(Expression, arguments: [Expression], keywords: [KeywordArgument])
        /// `[…]`.
        case list([Expression])
        /// `(…, …)`.
        case tuple([Expression])
        /// `{…, …}`.
        case set([Expression])
        /// `{key: value}`; a pair without key is `**value`.
        case dictionary([DictionaryItem])
        /// An f-string: strings and ``formatted(_:conversion:specification:)`` parts.
        case interpolated([Expression])
        /// `{value!conversion:specification}` inside an f-string.
        case formatted(Expression, conversion: String, specification: Expression?)
        /// `left operation right`.
        case binary(String, Expression, Expression)
        /// `operation operand`, where the operation is `-`, `+`, `~` or `not`.
        case unary(String, Expression)
        /// Operands joined by `and` or `or`.
        case logical(String, [Expression])
        /// A chain of comparisons: one operation fewer than operands.
        case comparison([String], [Expression])
        /// `body if test else orElse`.
        case conditional(test: Expression, body: Expression, orElse: Expression)
        /// `value[index]`.
        case subscripted(Expression, index: Expression)
        /// `*value`.
        case starred(Expression)
        /// `await value`.
        case awaited(Expression)
        /// `(name := value)`.
        case walrus(String, Expression)
        /// Anything else: the name of the syntax node and an excerpt of the source.
        case other(String, source: String)
    }
}

/// `name=value` in a call; a missing name stands for `**value`.
public struct KeywordArgument: Hashable, Sendable {
    /// The parameter's name.
    public let name: String?
    /// The value given.
    public let value: Expression

    /// Creates an argument.
    public init(name: String?, value: Expression) {
        self.name = name
        self.value = value
    }
}

/// `key: value` in a dictionary display; a missing key stands for `**value`.
public struct DictionaryItem: Hashable, Sendable {
    /// The key.
    public let key: Expression?
    /// The value.
    public let value: Expression

    /// Creates an item.
    public init(key: Expression?, value: Expression) {
        self.key = key
        self.value = value
    }
}

extension Expression {
    /// The dotted path of a name or of attributes of a name, such as `asyncio.gather`.
    public var dottedPath: String? {
        switch node {
        case .name(let name): name
        case .attribute(let value, let member): value.dottedPath.map { "\($0).\(member)" }
        default: nil
        }
    }
}
