/// What `swift package describe --type json` tells of a package, as far as packaging needs it.
struct SwiftPackageLayout: Decodable {
    var products: [SwiftPackageManifest.Product]
    var targets: [Target]
    /// The packages that the manifest names.
    var dependencies: [Dependency]?

    struct Dependency: Decodable {
        var identity: String
    }

    struct Target: Decodable {
        var name: String
        /// Such as `SwiftTarget` or `ClangTarget`.
        var moduleType: String
        var type: String
        /// The directory, relative to the package's.
        var path: String
        /// The sources, relative to ``path``.
        var sources: [String]?
        var resources: [Resource]?

        enum CodingKeys: String, CodingKey {
            case name, type, path, sources, resources
            case moduleType = "module_type"
        }
    }

    struct Resource: Decodable {
        /// The absolute path of a file, or of the directory of a `.copy` rule.
        var path: String
    }
}

/// A package as `swift package show-dependencies --format json` tells of it.
struct SwiftPackageDependency: Decodable {
    var identity: String
    var name: String
    var url: String
    var version: String
    var path: String
    /// The enabled traits; absent from what older tools print.
    var traits: [String]?
    var dependencies: [SwiftPackageDependency]
}
