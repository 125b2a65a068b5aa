extension Expression: Decodable {
    /// Decodes an expression from `[kind, span, …]`.
    public init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        let kind = try container.decode(String.self)
        span = try container.decode(SourceSpan.self)
        node = try Self.node(kind, from: &container)
    }

    private static func node(_ kind: String, from items: inout any UnkeyedDecodingContainer) throws -> Node {
        func next<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value { try items.decode(type) }
        switch kind {
        case "none": return .none
        case "bool": return .boolean(try next())
        case "int": return .integer(try next())
        case "float": return .float(try next())
        case "str": return .string(try next())
        case "name": return .name(try next())
        case "attribute": return .attribute(try next(), member: try next())
        case "call": return .call(try next(), arguments: try next(), keywords: try next())
        case "list": return .list(try next())
        case "tuple": return .tuple(try next())
        case "set": return .set(try next())
        case "dict": return .dictionary(try next())
        case "fstring": return .interpolated(try next())
        case "format":
            return .formatted(
                try next(),
                conversion: try next(),
                specification: try items.decodeIfPresent(Expression.self)
            )
        case "binary": return .binary(try next(), try next(), try next())
        case "unary": return .unary(try next(), try next())
        case "boolean": return .logical(try next(), try next())
        case "compare": return .comparison(try next(), try next())
        case "conditional": return .conditional(test: try next(), body: try next(), orElse: try next())
        case "subscript": return .subscripted(try next(), index: try next())
        case "starred": return .starred(try next())
        case "await": return .awaited(try next())
        case "walrus": return .walrus(try next(), try next())
        case "other": return .other(try next(), source: try next())
        default:
            throw DecodingError.dataCorruptedError(in: items, debugDescription: "unknown expression kind \(kind)")
        }
    }
}

extension KeywordArgument: Decodable {
    /// Decodes an argument from `[name, value]`.
    public init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        name = try container.decodeIfPresent(String.self)
        value = try container.decode(Expression.self)
    }
}

extension DictionaryItem: Decodable {
    /// Decodes an item from `[key, value]`.
    public init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        key = try container.decodeIfPresent(Expression.self)
        value = try container.decode(Expression.self)
    }
}
