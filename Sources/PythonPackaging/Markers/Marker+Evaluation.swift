extension Marker {
    /// Whether the condition holds.
    ///
    /// Versions are compared as PEP 440 does when the variable holds a version and the text is one; everything else is text,
    /// for which only equality and containment are defined. A comparison PEP 508 leaves undefined is false.
    ///
    /// - Parameters:
    ///   - environment: the target.
    ///   - extras: the extras asked for; the condition holds when it does for one of them, or for none when empty.
    ///   - groups: the dependency groups asked for (PEP 735).
    /// - Returns: whether the condition holds.
    public func evaluate(
        in environment: MarkerEnvironment,
        extras: Set<PackageName> = [],
        groups: Set<PackageName> = []
    ) -> Bool {
        var scope = MarkerScope(environment: environment, extra: "", extras: extras, groups: groups)
        guard extras.count > 1 else {
            scope.extra = extras.first?.normalized ?? ""
            return scope.evaluate(self)
        }
        return extras.contains { extra in
            scope.extra = extra.normalized
            return scope.evaluate(self)
        }
    }

    /// Whether the condition can depend on the extras asked for.
    public var mentionsExtra: Bool {
        switch self {
        case .compare(let left, _, let right): left.isExtra || right.isExtra
        case .all(let markers), .any(let markers): markers.contains(where: \.mentionsExtra)
        }
    }
}

extension Marker.Operand {
    fileprivate var isExtra: Bool { self == .variable(.extra) || self == .variable(.extras) }
}

/// What one evaluation of a marker looks at.
private struct MarkerScope {
    let environment: MarkerEnvironment
    var extra: String
    let extras: Set<PackageName>
    let groups: Set<PackageName>

    func evaluate(_ marker: Marker) -> Bool {
        switch marker {
        case .compare(let left, let operation, let right): compare(left, operation, right)
        case .all(let markers): markers.allSatisfy(evaluate)
        case .any(let markers): markers.contains(where: evaluate)
        }
    }

    private func compare(_ left: Marker.Operand, _ operation: Marker.Operator, _ right: Marker.Operand) -> Bool {
        if case .variable(let variable) = right, variable.holdsSet {
            let isMember = set(variable).contains(PackageName(normalizing: text(left)))
            switch operation {
            case .contained: return isMember
            case .notContained: return !isMember
            case .comparison: return false
            }
        }
        guard let key = key(left, right), !key.holdsSet else { return false }
        return switch operation {
        case .contained: text(right).contains(bytesOf: text(left))
        case .notContained: !text(right).contains(bytesOf: text(left))
        case .comparison(let comparison): compare(text(left), comparison, text(right), key)
        }
    }

    private func compare(
        _ left: String,
        _ comparison: VersionClause.Comparison,
        _ right: String,
        _ variable: MarkerVariable
    ) -> Bool {
        if variable.holdsVersion, let clause = try? VersionClause(comparison.rawValue + right) {
            return clause.contains(text: left)
        }
        return switch comparison {
        case .equal, .lessOrEqual, .greaterOrEqual: left == right
        case .notEqual: left != right
        case .less, .greater, .compatible, .arbitrary: false
        }
    }

    private func key(_ left: Marker.Operand, _ right: Marker.Operand) -> MarkerVariable? {
        switch (left, right) {
        case (.variable(let variable), _), (_, .variable(let variable)): variable
        default: nil
        }
    }

    private func text(_ operand: Marker.Operand) -> String {
        switch operand {
        case .literal(let text): text
        case .variable(.extra): extra
        case .variable(let variable): environment[variable]
        }
    }

    private func set(_ variable: MarkerVariable) -> Set<PackageName> {
        variable == .extras ? extras : groups
    }
}

extension String {
    /// Whether `other` occurs in the text, byte for byte.
    fileprivate func contains(bytesOf other: String) -> Bool {
        let haystack = Array(utf8)
        let needle = Array(other.utf8)
        guard needle.count <= haystack.count else { return false }
        return (0...(haystack.count - needle.count)).contains { haystack[$0...].starts(with: needle) }
    }
}
