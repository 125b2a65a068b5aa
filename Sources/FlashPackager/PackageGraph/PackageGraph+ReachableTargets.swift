extension PackageGraph {
    /// A target together with the package it belongs to.
    public struct ReachableTarget: Hashable, Sendable {
        /// The identity of the package.
        public var package: String
        /// The target.
        public var target: Target
    }

    /// Returns the targets that the root package's products are made of, dependencies of every depth included.
    ///
    /// Tests, snippets, plugins and macros are never among them: they do not run on a worker.
    ///
    /// - Parameter products: names of root products; when empty, every target of the root package counts.
    /// - Returns: the targets, those of the root package first, then by package and name.
    /// - Throws: ``PackageGraphError/unknownProduct(_:available:)``.
    public func reachableTargets(products: [String]) throws(PackageGraphError) -> [ReachableTarget] {
        let owners = Dictionary(packages.map { ($0.id, $0) }) { first, _ in first }
        guard let root = owners[rootPackage] else { throw .malformed("the root package is missing") }
        var waiting: [Key] = []
        if products.isEmpty {
            waiting = root.targets.map { Key(package: root.id, name: $0.name) }
        }
        for name in products {
            guard let product = root.products.first(where: { $0.name == name }) else {
                throw .unknownProduct(name, available: root.products.map(\.name).sorted())
            }
            waiting += product.targets.map { Key(package: root.id, name: $0) }
        }

        var seen: Set<Key> = []
        var found: [ReachableTarget] = []
        while let key = waiting.popLast() {
            guard seen.insert(key).inserted,
                let target = owners[key.package]?.targets.first(where: { $0.name == key.name }),
                target.kind.runsOnWorkers
            else { continue }
            found.append(ReachableTarget(package: key.package, target: target))
            for dependency in target.dependencies {
                let names =
                    if let name = dependency.target {
                        [name]
                    } else {
                        owners[dependency.package]?.products.first { $0.name == dependency.product }?.targets ?? []
                    }
                waiting += names.map { Key(package: dependency.package, name: $0) }
            }
        }
        return found.sorted { left, right in
            (left.package == rootPackage ? 0 : 1, left.package, left.target.name)
                < (right.package == rootPackage ? 0 : 1, right.package, right.target.name)
        }
    }

    private struct Key: Hashable {
        var package: String
        var name: String
    }
}

extension PackageGraph.Target.Kind {
    /// Whether targets of this kind take part in what runs on a worker.
    var runsOnWorkers: Bool {
        switch self {
        case .executable, .library, .system, .binary, .other: true
        case .test, .plugin, .snippet, .macro: false
        }
    }
}
