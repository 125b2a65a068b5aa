/// The parametrised tests of packaging that ask nothing of this project, each with the reason.
enum PackagingExclusions {
    static let reasons: [String: String] = Dictionary(
        uniqueKeysWithValues: groups.flatMap { group in group.tests.map { ($0, group.reason) } }
    )

    private static let groups: [(reason: String, tests: [String])] = [
        (
            "pickling concerns Python objects",
            [
                "version::test_pickle_roundtrip", "specifiers::test_pickle_specifier_roundtrip",
                "specifiers::test_pickle_specifierset_roundtrip",
                "requirements::test_pickle_requirement_preserves_prereleases", "tags::test_pickle_tag_roundtrip",
            ]
        ),
        (
            "comparison with foreign Python objects",
            [
                "version::TestVersion::test_base_version_notimplemented_with_non_base_version",
                "version::TestVersion::test_compare_other",
                "version::TestVersion::test_dunder_op_returns_notimplemented",
                "version::TestVersion::test_non_string_versions_raise_invalid_version",
            ]
        ),
        (
            "numbers of any size are accepted here; Python refuses to convert more than 4300 digits",
            [
                "version::TestVersion::test_oversized_version_raises_valueerror",
                "specifiers::TestSpecifierSet::test_contains_oversized_version_raises_valueerror",
            ]
        ),
        ("versions are only made from text", ["version::test_from_parts"]),
        (
            "caches inside packaging",
            [
                "specifiers::TestIsUnsatisfiable::test_contains_identical_across_canonicalization",
                "specifiers::TestSpecifierInternal::test_spec_version_cache_compatible_operator",
                "specifiers::TestSpecifierInternal::test_spec_version_cache_consistency",
                "specifiers::TestSpecifierInternal::test_spec_version_cache_with_arbitrary_equality",
                "specifiers::TestSpecifierInternal::test_spec_version_cache_with_wildcards",
                "specifiers::test_specifier_construction_is_lazy",
                "specifiers::test_specifierset_construction_is_lazy",
            ]
        ),
        (
            "filtering by a Python function; the filters without one are checked",
            [
                "specifiers::TestSpecifier::test_specifier_filter_with_key",
                "specifiers::TestSpecifierSet::test_empty_specifierset_filter_with_key",
                "specifiers::TestSpecifierSet::test_specifierset_filter_with_key",
            ]
        ),
        (
            "relations between sets of versions, which the resolver decides on the releases there are",
            [
                "specifiers::TestSpecifierSet::test_is_disjoint", "specifiers::TestSpecifierSet::test_is_subset",
                "specifiers::TestSpecifierSet::test_is_superset",
                "specifiers::TestSpecifierSet::test_set_relations_raise_on_prerelease_policy_mismatch",
                "specifiers::TestSpecifierSet::test_set_relations_reject_arbitrary_equality",
                "specifiers::TestSpecifierSet::test_set_relations_require_specifierset",
                "specifiers::TestSpecifierSetToRangeEquivalence::test_contains_equivalent",
                "specifiers::TestSpecifierSetToRangeEquivalence::test_contains_equivalent_with_version_objects",
                "specifiers::TestSpecifierSetToRangeEquivalence::test_filter_equivalent",
                "specifiers::TestSpecifierSetToRangeEquivalence::test_to_specifier_set_roundtrip_matches",
                "ranges::TestBoundaryCanonicalization::test_equal_and_hash",
                "ranges::TestEmptyMatchesUnsatisfiable::test_non_prerelease_bounds_survive",
                "ranges::TestEmptyMatchesUnsatisfiable::test_prerelease_only_empty_when_policy_excludes",
                "ranges::TestEquality::test_repr", "ranges::TestFilter::test_intersected_requirement_keeps_opt_in",
                "ranges::TestSyntheticEmptyGaps::test_intersection_drops_embedded_empty",
                "ranges::TestSyntheticEmptyGaps::test_is_empty", "ranges::TestSyntheticEmptyGaps::test_not_empty",
                "ranges::TestToSpecifierSet::test_dev0_span_roundtrips_every_policy",
                "ranges::TestToSpecifierSet::test_epoch_zero_family_floor_roundtrips",
                "ranges::TestToSpecifierSet::test_prerelease_free_recovery_spelling",
                "ranges::TestToSpecifierSet::test_roundtrip",
            ]
        ),
        (
            "a comparison PEP 508 leaves undefined is false here instead of an error",
            [
                "markers::TestMarker::test_extras_and_dependency_groups_disallowed",
                "markers::TestMarker::test_set_valued_marker_on_lhs_raises_undefined_comparison",
            ]
        ),
        (
            "the syntax tree of packaging",
            [
                "markers::TestNode::test_accepts_value", "markers::TestNode::test_repr",
                "markers::TestNode::test_str",
            ]
        ),
        (
            "equal versions need no common spelling here; their equality is checked with the versions",
            ["utils::test_canonicalize_version"]
        ),
        (
            "order of tags in file names is not demanded, as by default in packaging",
            ["utils::test_parse_wheel_unsorted_tags_invalid_with_validate"]
        ),
        (
            "the host is never asked: the target is fixed data, and its list of tags is compared as a whole",
            [
                "tags::TestBitness::test_32bit_interpreter", "tags::TestCPythonABI::test__debug_cp38",
                "tags::TestCPythonABI::test_debug", "tags::TestCPythonABI::test_pymalloc",
                "tags::TestCPythonABI::test_wide_unicode", "tags::TestCPythonTags::test_skip_redundant_abis",
                "tags::TestGenericTags::test__generic_abi_cpython_missing_version",
                "tags::TestGenericTags::test__generic_abi_error", "tags::TestGenericTags::test_abi_unspecified",
                "tags::TestInterpreterVersion::test_sys_version_info",
                "tags::TestMacOSPlatforms::test_arch_detection", "tags::TestMacOSPlatforms::test_architectures",
                "tags::TestMacOSPlatforms::test_binary_formats", "tags::TestMacOSPlatforms::test_macos_11",
                "tags::TestManylinuxPlatform::test_linux_platforms_32_64bit_on_64bit_os",
                "tags::TestManylinuxPlatform::test_linux_platforms_manylinux2014_armhf_abi",
                "tags::TestManylinuxPlatform::test_linux_platforms_musllinux",
                "tags::TestManylinuxPlatform::test_linux_platforms_not_manylinux_abi",
                "tags::TestSysTags::test_interpreter_name",
                "tags::TestSysTags::test_linux_platforms_not_manylinux_abi",
                "tags::TestSysTags::test_linux_use_manylinux_compatible", "tags::test_platform_tags",
                "tags::test_create_compatible_tags_selector",
            ]
        ),
    ]
}
