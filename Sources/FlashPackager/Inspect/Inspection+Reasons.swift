extension Inspection {
    /// The packages that `name` brings in: what would leave with it when it is excluded, itself included.
    public func broughtIn(by name: String) -> [Package] {
        let graph = SizedPackageGraph(
            packages.map { package in
                SizedPackage(
                    name: package.name,
                    bytes: package.bytes,
                    dependencies: package.dependencies,
                    isRequested: package.requiredBy.contains { $0.utf8.contains(UInt8(ascii: ":")) }
                )
            }
        )
        let leaving = Set(graph.leaving(with: name))
        return packages.filter { leaving.contains($0.name) }
    }

    /// The shortest way from the project's own requirements to `name`, the requirement first.
    public func chain(to name: String) -> [String] {
        let known = Dictionary(packages.map { ($0.name, $0) }) { first, _ in first }
        var cameFrom: [String: String] = [:]
        var pending = [name]
        var next = 0
        while next < pending.count {
            let current = pending[next]
            next += 1
            for requirer in known[current]?.requiredBy ?? [] where cameFrom[requirer] == nil && requirer != name {
                cameFrom[requirer] = current
                if known[requirer] == nil {
                    var way = [requirer]
                    while let step = cameFrom[way[way.count - 1]] { way.append(step) }
                    return way
                }
                pending.append(requirer)
            }
        }
        return [name]
    }
}
