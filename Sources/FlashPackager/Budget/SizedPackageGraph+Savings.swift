extension SizedPackageGraph {
    /// Tells how many bytes excluding each further package saves: its own and those of everything only it needs.
    ///
    /// Packages that are not needed when `excluded` are out already have no entry.
    ///
    /// A package leaves with another exactly when every way to it from the project's requirements passes through that
    /// other one, which therefore dominates it.
    func savings(excluding excluded: Set<String> = []) -> [String: UInt64] {
        let names = packages.keys.filter { !excluded.contains($0) }.sorted()
        let indices = Dictionary(uniqueKeysWithValues: zip(names, names.indices))
        let root = names.count
        var successors = names.map { (packages[$0]?.dependencies ?? []).compactMap { indices[$0] } }
        successors.append(names.indices.filter { packages[names[$0]]?.isRequested == true })
        let tree = DominatorTree(successors: successors, root: root)

        var bytes = names.map { packages[$0]?.bytes ?? 0 } + [0]
        for node in tree.order.reversed() {
            if let parent = tree.parents[node] { bytes[parent] += bytes[node] }
        }
        return Dictionary(uniqueKeysWithValues: tree.order.dropFirst().map { (names[$0], bytes[$0]) })
    }

    /// The names of the packages that leave with `name`, itself included, sorted.
    func leaving(with name: String) -> [String] {
        remaining(excluding: []).subtracting(remaining(excluding: [name])).sorted()
    }
}
