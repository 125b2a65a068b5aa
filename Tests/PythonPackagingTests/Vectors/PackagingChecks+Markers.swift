import PythonPackaging

extension PackagingCheck {
    static let markers: [PackagingCheck] = [
        marker("parses_valid", parses),
        marker("parses_pep345_valid", parses),
        marker("parses_setuptools_legacy_valid", parses),
        marker("parses_invalid") { (try? Marker($0.text("marker_string"))) == nil },
        marker("parses_invalid_malformed_quoted_string") { (try? Marker($0.text("marker_string"))) == nil },
        marker("parses_invalid_trailing_line_break") {
            (try? Marker("python_version >= \"3\"" + $0.text("line_break"))) == nil
        },
        marker("parses_trailing_horizontal_whitespace") {
            try Marker("python_version >= \"3\"" + $0.text("whitespace")) == Marker("python_version >= \"3\"")
        },
        marker("str_repr_eq_hash") { parameters in
            let marker = try Marker(parameters.text("marker_string"))
            let expected = try Marker(parameters.text("expected"))
            return marker == expected && marker.hashValue == expected.hashValue
                && marker.description == parameters.text("expected")
        },
        marker("different_markers_different_hashes") {
            try Marker($0.text("example1")) != Marker($0.text("example2"))
        },
        marker("evaluates", evaluates),
        marker("evaluate_pep345_markers", evaluates),
        marker("version_like_equality", evaluates),
        marker("extras_and_dependency_groups") { parameters in
            let variable = parameters.text("variable")
            let marker = try Marker(parameters.text("expression").replacing("{0}", with: variable))
            let names = Set(["foo", "bar"].map { PackageName(normalizing: $0) })
            let environment = TargetPlatform.standard.markerEnvironment
            return marker.evaluate(
                in: environment,
                extras: variable == "extras" ? names : [],
                groups: variable == "extras" ? [] : names
            ) == parameters.flag("result")
        },
        marker("membership_value_str_normalization") { parameters in
            let variable = parameters.text("variable")
            return try isSame("\"S_P__A_M\" in \(variable)", "\"s-p-a-m\" in \(variable)")
        },
        marker("membership_value_str_normalization_negated") { parameters in
            let variable = parameters.text("variable")
            return try isSame("\"Foo_Bar\" not in \(variable)", "\"foo-bar\" not in \(variable)")
        },
        PackagingCheck("markers::test_pickle_marker_roundtrip") { parameters in
            let marker = try Marker(parameters.text("marker_str"))
            return try Marker(marker.description) == marker
        },
        PackagingCheck("markers::TestNode::test_value_serialize_chooses_quote_delimiter") { parameters in
            Marker.Operand.literal(parameters.text("value")).description == parameters.text("expected")
        },
    ]

    private static func marker(
        _ name: String,
        _ holds: @escaping @Sendable (PackagingCases.Parameters) throws -> Bool
    ) -> PackagingCheck {
        PackagingCheck("markers::TestMarker::test_\(name)", holds)
    }

    @Sendable private static func parses(_ parameters: PackagingCases.Parameters) throws -> Bool {
        let marker = try Marker(parameters.text("marker_string"))
        return try Marker(marker.description) == marker
    }

    @Sendable private static func evaluates(_ parameters: PackagingCases.Parameters) throws -> Bool {
        let given = parameters.table("environment") ?? [:]
        let target = TargetPlatform.standard.markerEnvironment
        let values = MarkerVariable.allCases.map { ($0, given[$0.rawValue] as? String ?? target[$0]) }
        let extras = [given["extra"] as? String ?? ""].filter { !$0.isEmpty }.map { PackageName(normalizing: $0) }
        let environment = MarkerEnvironment(Dictionary(uniqueKeysWithValues: values))
        return try Marker(parameters.text("marker_string")).evaluate(in: environment, extras: Set(extras))
            == parameters.flag("expected")
    }

    private static func isSame(_ text: String, _ normalized: String) throws -> Bool {
        let (marker, expected) = (try Marker(text), try Marker(normalized))
        return marker == expected && marker.hashValue == expected.hashValue && marker.description == normalized
    }
}
