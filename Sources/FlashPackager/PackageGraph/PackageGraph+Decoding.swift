#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension PackageGraph {
    /// Decodes and validates a graph.
    ///
    /// - Parameter json: the bytes the plugin wrote.
    /// - Throws: ``PackageGraphError`` when they are not such a graph or contradict themselves.
    public init(json: [UInt8]) throws(PackageGraphError) {
        struct Header: Decodable {
            var version: Int
        }
        do {
            let data = Data(json)
            let decoder = JSONDecoder()
            let version = try decoder.decode(Header.self, from: data).version
            guard version == Self.currentVersion else { throw PackageGraphError.unsupportedVersion(version) }
            self = try decoder.decode(PackageGraph.self, from: data)
        } catch let error as PackageGraphError {
            throw error
        } catch let error as DecodingError {
            throw .malformed(error.graphDescription)
        } catch {
            throw .malformed("not JSON")
        }
        try validate()
    }

    /// Checks that names are unique and that every reference leads somewhere.
    func validate() throws(PackageGraphError) {
        var owners: [String: Package] = [:]
        for package in packages where owners.updateValue(package, forKey: package.id) != nil {
            throw .malformed("package \"\(package.id)\" occurs twice")
        }
        guard owners[rootPackage] != nil else { throw .malformed("the root package \"\(rootPackage)\" is missing") }
        for package in packages {
            try Self.checkUnique(package.targets.map(\.name), what: "target", in: package)
            try Self.checkUnique(package.products.map(\.name), what: "product", in: package)
            let targets = Set(package.targets.map(\.name))
            for product in package.products {
                // Targets of kinds that plugins are not told of are absent, so a product may name unknown ones.
                guard targets.isDisjoint(with: product.targets), !product.targets.isEmpty else { continue }
                throw .malformed("no target of product \"\(product.name)\" of \"\(package.id)\" is described")
            }
            guard package.directory.hasPrefix("/") else { throw .malformed("\"\(package.directory)\" is not absolute") }
            for target in package.targets {
                for path in target.files.map(\.path) + [target.directory] where !path.hasPrefix("/") {
                    throw .malformed("\"\(path)\" is not absolute")
                }
                for dependency in target.dependencies {
                    guard Self.leadsSomewhere(dependency, owners[dependency.package]) else {
                        throw .malformed("target \"\(target.name)\" of \"\(package.id)\" depends on \(dependency)")
                    }
                }
            }
        }
    }

    private static func checkUnique(
        _ names: [String],
        what: String,
        in package: Package
    ) throws(PackageGraphError) {
        var seen: Set<String> = []
        for name in names where !seen.insert(name).inserted {
            throw .malformed("\(what) \"\(name)\" of \"\(package.id)\" occurs twice")
        }
    }

    private static func leadsSomewhere(_ dependency: Dependency, _ package: Package?) -> Bool {
        guard let package else { return false }
        return switch (dependency.target, dependency.product) {
        case (let target?, nil): package.targets.contains { $0.name == target }
        case (nil, let product?): package.products.contains { $0.name == product }
        default: false
        }
    }
}

extension PackageGraph.Dependency: CustomStringConvertible {
    /// The dependency as a phrase for messages.
    public var description: String {
        switch (target, product) {
        case (let target?, nil): "target \"\(target)\" of \"\(package)\", which does not exist"
        case (nil, let product?): "product \"\(product)\" of \"\(package)\", which does not exist"
        default: "neither one target nor one product of \"\(package)\""
        }
    }
}

extension DecodingError {
    /// Where the error lies and what it is.
    var graphDescription: String {
        let context: Context
        switch self {
        case .typeMismatch(_, let found), .valueNotFound(_, let found), .dataCorrupted(let found): context = found
        case .keyNotFound(let key, let found):
            return "\(Self.place(found.codingPath)) lacks \"\(key.stringValue)\""
        @unknown default: return "not a package graph"
        }
        return "\(Self.place(context.codingPath)): \(context.debugDescription)"
    }

    private static func place(_ path: [any CodingKey]) -> String {
        path.isEmpty ? "the graph" : path.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
    }
}
