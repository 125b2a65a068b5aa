@testable import PythonPackaging

extension PackagingCheck {
    static let versions: [PackagingCheck] = [
        version("valid_versions") { $1.description == (try Version($1.description)).description },
        PackagingCheck("version::TestVersion::test_invalid_versions") { (try? Version($0.text("version"))) == nil },
        version("normalized_versions") { $1.description == $0.text("normalized") },
        version("version_str_repr") { $1.description == $0.text("expected") },
        version("version_hash") { $1.hashValue == (try Version($0.text("version"))).hashValue },
        version("version_public") { $1.withoutLocal.description == $0.text("public") },
        version("version_base_version") { $1.base.description == $0.text("base_version") },
        version("version_epoch") { $1.epoch.description == $0.number("epoch").map(String.init) },
        version("version_release") { parameters, version in
            version.release.map(\.description) == parameters.list("release")?.map { "\($0)" }
        },
        version("version_local") { parameters, version in
            version.local.map(\.description).joined(separator: ".") == parameters.text("local")
                && version.isLocal == (parameters.optionalText("local") != nil)
        },
        version("version_pre") { parameters, version in
            version.pre.map { ["\($0.phase.spelling)", "\($0.number)"] } == parameters.list("pre")?.map { "\($0)" }
        },
        version("version_post") { $1.post?.description == $0.number("post").map(String.init) },
        version("version_dev") { $1.dev?.description == $0.number("dev").map(String.init) },
        version("version_is_prerelease") { $1.isPrerelease == $0.flag("expected") },
        version("version_is_postrelease") { $1.isPostrelease == $0.flag("expected") },
        version("version_is_devrelease") { ($1.dev != nil) == $0.flag("expected") },
        comparison("true", expected: true),
        comparison("false", expected: false),
    ]

    private static func version(
        _ name: String,
        _ holds: @escaping @Sendable (PackagingCases.Parameters, Version) throws -> Bool
    ) -> PackagingCheck {
        PackagingCheck("version::TestVersion::test_\(name)") { try holds($0, try Version($0.text("version"))) }
    }

    private static func comparison(_ name: String, expected: Bool) -> PackagingCheck {
        PackagingCheck("version::TestVersion::test_comparison_\(name)") { parameters in
            let (left, right) = (try Version(parameters.text("left")), try Version(parameters.text("right")))
            return compare(left, right, parameters.text("op")) == expected
        }
    }

    private static func compare(_ left: Version, _ right: Version, _ operation: String) -> Bool? {
        switch operation {
        case "lt": left < right
        case "le": left <= right
        case "eq": left == right && left.hashValue == right.hashValue
        case "ne": left != right
        case "ge": left >= right
        case "gt": left > right
        default: nil
        }
    }
}
