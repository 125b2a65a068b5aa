/// What `swift package dump-package` tells of a manifest, as far as packaging needs it.
struct SwiftPackageManifest: Decodable {
    var name: String
    var toolsVersion: ToolsVersion
    var products: [Product]
    var targets: [Target]
    /// The traits; absent from what older tools print.
    var traits: [Trait]?

    struct ToolsVersion: Decodable {
        var version: String

        enum CodingKeys: String, CodingKey {
            case version = "_version"
        }
    }

    struct Product: Decodable {
        var name: String
        var type: SwiftProductType
        var targets: [String]
    }

    struct Target: Decodable {
        var name: String
        var type: String
        var exclude: [String]?
        var dependencies: [Dependency]
    }

    struct Trait: Decodable {
        var name: String
        var enabledTraits: [String]?
    }

    /// When a dependency counts.
    struct Condition: Decodable {
        var platformNames: [String]?
        var traits: [String]?
    }

    /// A target's dependency, such as `{"product": ["Kit", "kit", null, null]}`.
    struct Dependency: Decodable {
        var target: String?
        var product: String?
        /// The name or identity of the product's package, where the manifest says it.
        var package: String?
        var condition: Condition?

        enum CodingKeys: String, CodingKey {
            case byName, target, product
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            if container.contains(.product) {
                var list = try container.nestedUnkeyedContainer(forKey: .product)
                product = try list.decode(String.self)
                package = try list.decodeIfPresent(String.self)
                // Module aliases, which older tools do not print.
                if list.count == 4 { _ = try list.decodeIfPresent([String: String].self) }
                condition = list.isAtEnd ? nil : try list.decodeIfPresent(Condition.self)
                return
            }
            let isTarget = container.contains(.target)
            var list = try container.nestedUnkeyedContainer(forKey: isTarget ? .target : .byName)
            let name = try list.decode(String.self)
            condition = list.isAtEnd ? nil : try list.decodeIfPresent(Condition.self)
            target = name
            product = isTarget ? nil : name
        }
    }

    /// The traits that `enabled` ones enable, themselves included.
    func closure(ofTraits enabled: [String]) -> Set<String> {
        var found: Set<String> = []
        var waiting = enabled
        while let name = waiting.popLast() {
            guard found.insert(name).inserted else { continue }
            waiting += traits?.first { $0.name == name }?.enabledTraits ?? []
        }
        return found
    }
}

extension SwiftPackageManifest.Condition {
    #if os(Linux)
        private static let host = "linux"
    #else
        private static let host = "macos"
    #endif

    /// Whether the condition holds on this host, as SwiftPM evaluates it for plugins.
    func holds(traits enabled: Set<String>) -> Bool {
        if let platformNames, !platformNames.isEmpty, !platformNames.contains(Self.host) { return false }
        if let traits, !traits.isEmpty, enabled.isDisjoint(with: traits) { return false }
        return true
    }
}

/// The type of a product, such as `{"library": ["automatic"]}` or `{"executable": null}`.
struct SwiftProductType: Decodable {
    /// `executable`, `library`, or the word for another kind.
    var name: String

    private struct Key: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
        name = try decoder.container(keyedBy: Key.self).allKeys.first?.stringValue ?? ""
    }
}
