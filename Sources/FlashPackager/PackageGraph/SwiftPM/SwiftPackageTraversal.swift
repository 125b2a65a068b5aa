/// Follows the dependencies of a root package's targets, reading each package when the first of its products counts.
struct SwiftPackageTraversal {
    private let reader: SwiftPackageReader
    private let root: String
    private let rootIdentity: String
    private var tree: SwiftPackageDependency?
    private var packages: [String: LoadedSwiftPackage] = [:]
    private var dependencies: [Key: [PackageGraph.Dependency]] = [:]

    private struct Key: Hashable {
        var package: String
        var target: String
    }

    init(reader: SwiftPackageReader, root: String) {
        self.reader = reader
        self.root = root
        rootIdentity = root.split(separator: "/").last.map { $0.lowercased() } ?? "root"
    }

    /// Reads the packages and returns them as a graph.
    mutating func run() throws(BuildFailure) -> PackageGraph {
        let loaded = try LoadedSwiftPackage(rootDirectory: root, identity: rootIdentity, reader: reader)
        packages[rootIdentity] = loaded
        var waiting = loaded.manifest.targets.map { Key(package: rootIdentity, target: $0.name) }
        while let key = waiting.popLast() {
            guard dependencies[key] == nil, let package = packages[key.package],
                let target = package.manifest.targets.first(where: { $0.name == key.target }),
                package.kind(of: target).runsOnWorkers
            else { continue }
            dependencies[key] = []
            for dependency in target.dependencies where dependency.condition?.holds(traits: package.traits) ?? true {
                guard let found = try resolve(dependency, of: package) else { continue }
                dependencies[key]?.append(found)
                waiting += targets(of: found).map { Key(package: found.package, target: $0) }
            }
        }
        return PackageGraph(
            rootPackage: rootIdentity,
            packages: try packages.values.sorted { $0.identity < $1.identity }
                .map { (package) throws(BuildFailure) in
                    try package.described { dependencies[Key(package: package.identity, target: $0)] ?? [] }
                }
        )
    }

    private func targets(of dependency: PackageGraph.Dependency) -> [String] {
        if let target = dependency.target { return [target] }
        return packages[dependency.package]?.products.first { $0.name == dependency.product }?.targets ?? []
    }

    private mutating func resolve(
        _ dependency: SwiftPackageManifest.Dependency,
        of package: LoadedSwiftPackage
    ) throws(BuildFailure) -> PackageGraph.Dependency? {
        if let name = dependency.target, package.targetNames.contains(name) {
            return PackageGraph.Dependency(package: package.identity, target: name, product: nil)
        }
        guard let product = dependency.product else { return nil }
        let candidates = try dependencies(of: package)
        let hint = dependency.package
        let named = candidates.filter { $0.identity == hint?.lowercased() || $0.name == hint }
        for candidate in named.isEmpty ? candidates : named {
            if packages[candidate.identity] == nil {
                packages[candidate.identity] = try LoadedSwiftPackage(candidate, reader: reader)
            }
            guard let owner = packages[candidate.identity],
                owner.products.contains(where: { $0.name == product })
            else { continue }
            return PackageGraph.Dependency(package: owner.identity, target: nil, product: product)
        }
        return nil
    }

    private mutating func dependencies(
        of package: LoadedSwiftPackage
    ) throws(BuildFailure) -> [SwiftPackageDependency] {
        guard package.identity == rootIdentity else { return package.dependencies }
        if let tree { return tree.dependencies }
        let tree = try reader.dependencies(of: root)
        self.tree = tree
        return tree.dependencies
    }
}
