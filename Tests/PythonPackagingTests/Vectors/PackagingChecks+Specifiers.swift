import PythonPackaging

extension PackagingCheck {
    static let specifiers: [PackagingCheck] = [
        clause("specifiers_valid") { _ = try VersionClause($0.text("specifier")) },
        single("specifiers_invalid") { (try? VersionClause($0.text("specifier"))) == nil },
        single("specifiers_normalized") { parameters in
            let version = parameters.text("version")
            let operators = version.contains("+") ? ["==", "!="] : ["~=", "==", "!=", "<=", ">=", "<", ">"]
            return operators.allSatisfy { (try? VersionClause($0 + version)) != nil }
        },
        single("specifiers_str_and_repr") { try VersionClause($0.text("specifier")).text == $0.text("expected") },
        single("specifiers_hash") { parameters in
            let clause = try VersionClause(parameters.text("specifier"))
            return clause.hashValue == (try VersionClause(parameters.text("specifier"))).hashValue
        },
        single("specifier_operator_property") { parameters in
            try VersionClause(parameters.text("spec")).comparison.rawValue == parameters.text("op")
        },
        single("specifier_version_property") { parameters in
            try VersionClause(parameters.text("spec")).versionText == parameters.text("version")
        },
        single("specifier_prereleases_detection") { parameters in
            try VersionClause(parameters.text("specifier")).mentionsPrerelease == parameters.flag("expected") ?? false
        },
        single("comparison_canonicalizes") { try VersionClause($0.text("left")) == VersionClause($0.text("right")) },
        single("comparison_true") { try equal($0) { try VersionClause($0) } == true },
        single("comparison_false") { try equal($0) { try VersionClause($0) } == false },
        single("specifiers") { parameters in
            let clause = try VersionClause(parameters.text("spec_str"))
            let expected = parameters.flag("expected")
            let version = try Version(parameters.text("version"))
            return clause.contains(text: parameters.text("version")) == expected && clause.contains(version) == expected
        },
        single("invalid_version", membership),
        single("arbitrary_equality", membership),
        single("arbitrary_equality_normalization", membership),
        single("specifiers_prereleases", policy),
        single("specifier_prereleases_set", changedPolicy),
        single("specifier_filter", filter),
        single("specifier_filter_arbitrary_equality_normalization", filter),
        PackagingCheck("specifiers::test_boundary_closure_short_release") { parameters in
            let clause = try VersionClause(parameters.text("spec_str"))
            return clause.contains(try Version(parameters.text("version_str"))) == parameters.flag("expected")
        },
        PackagingCheck("ranges::TestToRange::test_operators") { parameters in
            let specifiers = try VersionSpecifiers(parameters.text("spec"))
            return specifiers.contains(text: parameters.text("inside"))
                && !specifiers.contains(text: parameters.text("outside"))
        },
    ]

    private static func single(
        _ name: String,
        _ holds: @escaping @Sendable (PackagingCases.Parameters) throws -> Bool
    ) -> PackagingCheck {
        PackagingCheck("specifiers::TestSpecifier::test_\(name)", holds)
    }

    private static func clause(
        _ name: String,
        _ parse: @escaping @Sendable (PackagingCases.Parameters) throws -> Void
    ) -> PackagingCheck {
        single(name) {
            try parse($0)
            return true
        }
    }

    /// Compares `left` and `right` with the operator of the case.
    static func equal<Value: Hashable>(
        _ parameters: PackagingCases.Parameters,
        _ parse: (String) throws -> Value
    ) throws -> Bool? {
        let (left, right) = (try parse(parameters.text("left")), try parse(parameters.text("right")))
        switch parameters.text("op") {
        case "eq": return left == right && left.hashValue == right.hashValue
        case "ne": return left != right
        default: return nil
        }
    }

    /// The specifiers of a case, whatever the test calls them.
    static func specifiers(of parameters: PackagingCases.Parameters) throws -> VersionSpecifiers {
        try VersionSpecifiers(
            ["spec_str", "specifier", "spec"].lazy.compactMap(parameters.optionalText).first ?? ""
        )
    }

    /// Membership with pre-releases allowed, or where they play no role.
    @Sendable static func membership(_ parameters: PackagingCases.Parameters) throws -> Bool {
        try specifiers(of: parameters).contains(text: parameters.text("version")) == parameters.flag("expected")
    }

    @Sendable static func policy(_ parameters: PackagingCases.Parameters) throws -> Bool {
        let prereleases = ["contains_pre", "spec_pre", "contains_prereleases", "prereleases", "spec_prereleases"]
        let version = parameters.text("version")
        let isInstalled = parameters.flag("installed") == true && (try? Version(version))?.isPrerelease == true
        let policy = isInstalled ? true : prereleases.lazy.compactMap(parameters.flag).first
        let contains = PackagingFilter.contains(try specifiers(of: parameters), version, prereleases: policy)
        return contains == parameters.flag("expected")
    }

    @Sendable static func changedPolicy(_ parameters: PackagingCases.Parameters) throws -> Bool {
        let specifiers = try specifiers(of: parameters)
        return [("initial_prereleases", "initial_contains"), ("set_prereleases", "final_contains")].allSatisfy {
            PackagingFilter.contains(specifiers, parameters.text("version"), prereleases: parameters.flag($0.0))
                == parameters.flag($0.1)
        }
    }

    @Sendable static func filter(_ parameters: PackagingCases.Parameters) throws -> Bool {
        let policy = parameters.flag("prereleases") ?? parameters.flag("specifier_prereleases")
        let specifiers = try specifiers(of: parameters)
        return PackagingFilter.filter(specifiers, parameters.texts("input"), prereleases: policy)
            == parameters.texts("expected")
    }
}
