import PythonPackaging

extension PackagingCheck {
    static let requirements: [PackagingCheck] = [
        PackagingCheck("requirements::test_basic_valid_requirement_parsing", parsesParts),
        PackagingCheck("requirements::test_normalized_requirements") { parameters in
            try Requirement(parameters.text("input_req")).description == parameters.text("norm_req")
        },
        PackagingCheck("requirements::test_pickle_requirement_roundtrip") { parameters in
            let requirement = try Requirement(parameters.text("req_str"))
            return try Requirement(requirement.description) == requirement
        },
        PackagingCheck("requirements::test_pickle_requirement_setstate_rejects_invalid_string") {
            (try? Requirement($0.text("invalid_requirement"))) == nil
        },
        behaviour("equal_reqs_equal_hashes", areEqual),
        behaviour("equivalent_reqs_equal_hashes_unequal_strings", areEqual),
        behaviour("different_reqs_different_hashes") { try !areEqual($0) },
        behaviour("str_and_repr") { parameters in
            let text =
                "name" + parameters.text("extras") + parameters.text("url_or_specifier") + parameters.text("marker")
            let requirement = try Requirement(text)
            let again = try Requirement(requirement.description)
            return requirement.description == text.split(separator: " ").joined(separator: " ") && again == requirement
        },
        parsing("valid_marker") { parameters in
            try Requirement("name; " + parameters.text("marker")).marker != nil
        },
        parsing("file_url") { try Requirement("name @ " + $0.text("url")).url == $0.text("url") },
        parsing("trailing_horizontal_whitespace") {
            try Requirement("name>=1" + $0.text("whitespace")) == Requirement("name>=1")
        },
        parsing("error_when_suffixed_with_line_break") {
            (try? Requirement($0.text("requirement") + $0.text("line_break"))) == nil
        },
        parsing("error_invalid_marker_malformed_quoted_string") { (try? Requirement($0.text("to_parse"))) == nil },
        parsing("error_when_local_version_label_is_used_incorrectly") {
            (try? Requirement("name \($0.text("operator")) 1.0+local.version.label")) == nil
        },
        parsing("error_when_prefix_match_uses_post_release") {
            (try? Requirement("name \($0.text("operator")) 1.2.3.post4.*")) == nil
        },
    ]

    private static func behaviour(
        _ name: String,
        _ holds: @escaping @Sendable (PackagingCases.Parameters) throws -> Bool
    ) -> PackagingCheck {
        PackagingCheck("requirements::TestRequirementBehaviour::test_\(name)", holds)
    }

    private static func parsing(
        _ name: String,
        _ holds: @escaping @Sendable (PackagingCases.Parameters) throws -> Bool
    ) -> PackagingCheck {
        PackagingCheck("requirements::TestRequirementParsing::test_\(name)", holds)
    }

    @Sendable private static func areEqual(_ parameters: PackagingCases.Parameters) throws -> Bool {
        let (left, right) = (try Requirement(parameters.text("dep1")), try Requirement(parameters.text("dep2")))
        return left == right && left.hashValue == right.hashValue
    }

    /// Puts the parts together with white space between them, as packaging's test does, and expects them back.
    @Sendable private static func parsesParts(_ parameters: PackagingCases.Parameters) throws -> Bool {
        let space = parameters.text("whitespace")
        func filled(_ text: String, _ space: String) -> String { text.replacing("{ws}", with: space) }
        let extras = parameters.texts("extras").sorted()
        var parts = [parameters.text("name")]
        if !extras.isEmpty { parts += ["[", extras.joined(separator: "\(space),\(space)"), "]"] }
        let specifier = parameters.text("specifier")
        if !specifier.isEmpty { parts.append(filled(specifier, space)) }
        let url = parameters.optionalText("url")
        if let url { parts += ["@", filled(url, space)] }
        let marker = parameters.optionalText("marker")
        if let marker { parts += [url == nil ? ";" : " ;", filled(marker, space)] }

        let requirement = try Requirement(parts.joined(separator: space))
        let plain = filled(specifier, "").filter { !"()".contains($0) }
        let specifiers = try VersionSpecifiers(plain)
        let condition = try marker.map { try Marker(filled($0, "")) }
        return requirement.name == PackageName(parameters.text("name"))
            && Set(requirement.extras) == Set(extras.map { PackageName(normalizing: $0) })
            && requirement.url == url
            && requirement.specifiers == specifiers
            && requirement.marker == condition
    }
}
