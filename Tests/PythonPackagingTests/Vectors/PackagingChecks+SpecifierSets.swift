import PythonPackaging

extension PackagingCheck {
    static let specifierSets: [PackagingCheck] = [
        set("specifiers_str_and_repr") { parameters in
            let specifiers = try VersionSpecifiers(parameters.text("specifier"))
            return try specifiers == VersionSpecifiers(parameters.text("expected"))
                && Set(specifiers.clauses.map(\.text))
                    == Set(parameters.text("expected").split(separator: ",").map(String.init))
        },
        set("specifiers_hash") { parameters in
            let specifiers = try VersionSpecifiers(parameters.text("specifier"))
            return specifiers.hashValue == (try VersionSpecifiers(parameters.text("specifier"))).hashValue
        },
        set("specifiers_combine") { parameters in
            let (left, right) = (
                try VersionSpecifiers(parameters.text("left")), try VersionSpecifiers(parameters.text("right"))
            )
            return left.and(right) == (try VersionSpecifiers(parameters.text("expected")))
        },
        set("comparison_canonicalizes") {
            try VersionSpecifiers($0.text("left")) == VersionSpecifiers($0.text("right"))
        },
        set("comparison_true") { try equal($0) { try VersionSpecifiers($0) } == true },
        set("comparison_false") { try equal($0) { try VersionSpecifiers($0) } == false },
        PackagingCheck("specifiers::TestSpecifier::test_iteration") { parameters in
            Set(try specifiers(of: parameters).clauses.map(\.text)) == Set(parameters.texts("expected_items"))
        },
        PackagingCheck("specifiers::TestSpecifier::test_length") { parameters in
            Set(try specifiers(of: parameters).clauses).count == parameters.number("expected_length")
        },
        set("empty_specifier") { VersionSpecifiers.any.contains(try Version($0.text("version"))) },
        set("empty_specifier_arbitrary_string", filterOfVersions),
        set("empty_specifier_ordering_with_arbitrary") { parameters in
            // Strings that are no versions come first there; order is of no interest here.
            let texts = PackagingFilter.filter(.any, parameters.texts("versions"), prereleases: nil)
            return texts.sorted() == parameters.texts("expected").sorted()
        },
        set("comparison_ignores_local", membership),
        set("contains_arbitrary_equality_contains", policy),
        set("contains_arbitrary_equality_normalization", membership),
        set("contains_exclusionary_bridges", policy),
        set("contains_post_release_boundary_intersection", membership),
        set("contains_rejects_invalid_specifier") { parameters in
            !(try specifiers(of: parameters).contains(text: parameters.text("input")))
        },
        set("specifier_contains_installed_prereleases", policy),
        set("specifier_prereleases_explicit", changedPolicy),
        set("specifier_filter", filter),
        set("filter_exclusionary_bridges", filter),
        set("arbitrary_equality_is_intersection_preserving") { parameters in
            let (first, second) = (parameters.text("spec1"), parameters.text("spec2"))
            let texts = parameters.texts("input_versions")
            func accepted(_ text: String) throws -> Set<String> {
                Set(PackagingFilter.filter(try VersionSpecifiers(text), texts, prereleases: true))
            }
            return try accepted(first).intersection(try accepted(second)) == accepted("\(first),\(second)")
        },
    ]

    static let satisfiability: [PackagingCheck] = [
        satisfiable("test_satisfiable", true, prereleases: true),
        satisfiable("test_satisfiable_prereleases_false", true, prereleases: false),
        satisfiable("test_unsatisfiable", false, prereleases: true),
        satisfiable("test_unsatisfiable_prereleases_false", false, prereleases: false),
        satisfiable("test_post_release_boundary_unsatisfiable", false, prereleases: true),
    ]

    /// Tries the sample versions of packaging's tests: some must be accepted, or none.
    private static func satisfiable(_ name: String, _ expected: Bool, prereleases: Bool) -> PackagingCheck {
        PackagingCheck("specifiers::TestIsUnsatisfiable::\(name)") { parameters in
            let specifiers = try specifiers(of: parameters)
            let samples = PackagingCases.shared?.samples ?? []
            let accepts = samples.contains {
                PackagingFilter.contains(specifiers, $0, prereleases: prereleases)
            }
            return accepts == expected
        }
    }

    private static func set(
        _ name: String,
        _ holds: @escaping @Sendable (PackagingCases.Parameters) throws -> Bool
    ) -> PackagingCheck {
        PackagingCheck("specifiers::TestSpecifierSet::test_\(name)", holds)
    }

    @Sendable private static func filterOfVersions(_ parameters: PackagingCases.Parameters) throws -> Bool {
        PackagingFilter.filter(.any, parameters.texts("versions"), prereleases: parameters.flag("prereleases"))
            == parameters.texts("expected")
    }
}
