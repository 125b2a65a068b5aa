@testable import PythonPackaging

extension PackagingCheck {
    static let filenames: [PackagingCheck] = [
        PackagingCheck("utils::test_canonicalize_name") {
            PackageName(normalizing: $0.text("name")).normalized == $0.text("expected")
        },
        PackagingCheck("utils::test_canonicalize_name_invalid") {
            PackageName($0.text("name")) == nil
                && PackageName(normalizing: $0.text("name")).normalized == $0.text("expected")
        },
        PackagingCheck("utils::test_is_normalized_name") { parameters in
            PackageName(parameters.text("expected"))?.normalized == parameters.text("expected")
                && (parameters.text("name") == parameters.text("expected")
                    || PackageName(parameters.text("name"))?.normalized != parameters.text("name"))
        },
        PackagingCheck("utils::test_canonicalize_version_no_strip_trailing_zero") {
            try Version($0.text("version")).description == $0.text("version")
        },
        PackagingCheck("utils::test_parse_wheel_filename", parsesWheel),
        PackagingCheck("utils::test_parse_wheel_invalid_filename") { WheelFilename($0.text("filename")) == nil },
        PackagingCheck("utils::test_parse_wheel_unsorted_tags_valid_by_default") {
            WheelFilename($0.text("filename")) != nil
        },
        PackagingCheck("utils::test_parse_sdist_filename") { parameters in
            var classifier = FilenameClassifier(project: PackageName(normalizing: parameters.text("name")))
            let found = classifier.classify(parameters.text("filename"))
            return found?.0 == .sourceDistribution && found?.1.description == parameters.text("version")
        },
        PackagingCheck("utils::test_parse_sdist_invalid_filename") { parameters in
            var classifier = FilenameClassifier(project: PackageName(normalizing: "foo"))
            return classifier.classify(parameters.text("filename")) == nil
        },
        PackagingCheck("tags::TestParseTag::test_empty_component_raises") { WheelTag.expand($0.text("tag")) == nil },
        PackagingCheck("tags::TestParseTag::test_invalid_component_count_raises") {
            WheelTag.expand($0.text("tag")) == nil
        },
        PackagingCheck("tags::TestParseTag::test_invalid_interpreter_raises") {
            WheelTag.expand($0.text("tag")) == nil
        },
        PackagingCheck("tags::TestParseTag::test_identifier_interpreter_is_valid") { parameters in
            let interpreter = parameters.text("interpreter")
            return WheelTag.expand("\(interpreter)-none-any")?.map(\.python) == [interpreter]
        },
    ]

    @Sendable private static func parsesWheel(_ parameters: PackagingCases.Parameters) -> Bool {
        // PEP 508 allows ASCII in names only.
        guard parameters.text("filename").utf8.allSatisfy({ $0 < 0x80 }) else {
            return WheelFilename(parameters.text("filename")) == nil
        }
        guard let wheel = WheelFilename(parameters.text("filename")) else { return false }
        let build = wheel.buildTag.map { ["\($0.number)", $0.suffix] } ?? []
        return wheel.name.normalized == parameters.text("name")
            && wheel.version.description == parameters.text("version")
            && build == (parameters.list("build") ?? []).map { "\($0)" }
            && Set(wheel.tags.map(\.description)) == Set(parameters.texts("tags"))
    }
}
