import Foundation

/// The package graph as the `flash` executable reads it.
///
/// `Sources/FlashPackager/PackageGraph` decodes the same JSON and documents its fields; both change together, with
/// ``version``.
struct PackageGraph: Encodable {
    var version = 1
    var rootPackage: String
    var packages: [Package]

    struct Package: Encodable {
        var id: String
        var directory: String
        var toolsVersion: String
        var origin: Origin
        var dependencies: [String]
        var products: [Product]
        var targets: [Target]
    }

    struct Origin: Encodable {
        var kind: String
        var location: String?
        var version: String?
        var revision: String?
    }

    struct Product: Encodable {
        var name: String
        var kind: String
        var targets: [String]
    }

    struct Target: Encodable {
        var name: String
        var kind: String
        var directory: String
        var files: [File] = []
        var dependencies: [Dependency]
    }

    struct File: Encodable {
        var path: String
        var type: String
    }

    struct Dependency: Encodable {
        var package: String
        var target: String?
        var product: String?
    }

    /// Writes the graph as JSON in one step, so that no reader sees half of it.
    func write(to file: URL) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        try encoder.encode(self).write(to: file, options: .atomic)
    }
}
