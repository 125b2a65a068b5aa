/// Header fields in the order sent, looked up without regard to case (RFC 9110, section 5.1).
public struct HTTPHeaders: Sendable, ExpressibleByDictionaryLiteral {
    /// One header field.
    public struct Field: Hashable, Sendable {
        /// The name as it was written.
        public let name: String
        /// The value without surrounding white space.
        public let value: String
    }

    /// Every field, in order.
    public private(set) var fields: [Field]

    /// Creates an empty set of fields.
    public init() {
        fields = []
    }

    /// Creates fields from name and value pairs.
    public init(dictionaryLiteral elements: (String, String)...) {
        fields = elements.map { Field(name: $0.0, value: $0.1) }
    }

    /// The value of the first field called `name`; assigning replaces every such field, `nil` removes them.
    public subscript(name: String) -> String? {
        get {
            fields.first { Self.matches($0.name, name) }?.value
        }
        set {
            fields.removeAll { Self.matches($0.name, name) }
            if let newValue {
                fields.append(Field(name: name, value: newValue))
            }
        }
    }

    /// Adds a field and keeps those of the same name.
    public mutating func append(_ name: String, _ value: String) {
        fields.append(Field(name: name, value: value))
    }

    mutating func removeAll(where isUnwanted: (Field) -> Bool) {
        fields.removeAll(where: isUnwanted)
    }

    private static func matches(_ left: String, _ right: String) -> Bool {
        left.utf8.elementsEqual(right.utf8) { lowercased($0) == lowercased($1) }
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 {
        byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
    }
}
