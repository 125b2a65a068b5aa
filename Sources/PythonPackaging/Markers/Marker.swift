/// A condition on the environment a dependency applies to (PEP 508).
public indirect enum Marker: Hashable, Sendable {
    /// One side of a comparison.
    public enum Operand: Hashable, Sendable {
        /// A value of the environment.
        case variable(MarkerVariable)
        /// Quoted text.
        case literal(String)
    }

    /// An operator between two operands.
    public enum Operator: Hashable, Sendable {
        /// A comparison of versions or text.
        case comparison(VersionClause.Comparison)
        /// `in`: the left side is part of the right one.
        case contained
        /// `not in`: the left side is no part of the right one.
        case notContained
    }

    /// A comparison of two operands.
    case compare(Operand, Operator, Operand)
    /// True when every condition is.
    case all([Marker])
    /// True when one of the conditions is.
    case any([Marker])
}

extension Marker: CustomStringConvertible {
    /// The condition in PEP 508 syntax; parses back to an equal marker.
    public var description: String {
        switch self {
        case .compare(let left, let operation, let right):
            "\(left) \(operation) \(right)"
        case .all(let markers):
            markers.map { marker in
                if case .any = marker { "(\(marker))" } else { marker.description }
            }.joined(separator: " and ")
        case .any(let markers):
            markers.map(\.description).joined(separator: " or ")
        }
    }
}

extension Marker.Operand: CustomStringConvertible {
    /// The name of the variable or the quoted text.
    public var description: String {
        switch self {
        case .variable(let variable): variable.rawValue
        case .literal(let text): text.utf8.contains(UInt8(ascii: "\"")) ? "'\(text)'" : "\"\(text)\""
        }
    }
}

extension Marker.Operator: CustomStringConvertible {
    /// The operator as PEP 508 writes it.
    public var description: String {
        switch self {
        case .comparison(let comparison): comparison.rawValue
        case .contained: "in"
        case .notContained: "not in"
        }
    }
}
