extension VersionSpecifiers {
    /// Returns what is left when nothing is too new: lower bounds and exclusions.
    ///
    /// `<` and `<=` are dropped; `==` and `~=` say where they begin (PEP 440).
    public var withoutUpperBounds: VersionSpecifiers {
        VersionSpecifiers(clauses: clauses.compactMap(\.withoutUpperBound))
    }
}

extension VersionClause {
    fileprivate var withoutUpperBound: VersionClause? {
        switch comparison {
        case .less, .lessOrEqual: nil
        case .equal, .compatible: lowerBound
        case .notEqual, .greater, .greaterOrEqual, .arbitrary: self
        }
    }

    private var lowerBound: VersionClause? {
        version.map {
            VersionClause(comparison: .greaterOrEqual, version: $0, isWildcard: false, versionText: $0.description)
        }
    }
}
