import PythonPackaging

/// Why a package is in an artifact.
public struct DependencyChains: Sendable, Encodable {
    /// A way from a requirement of the project to the package.
    public struct Chain: Sendable, Hashable, Encodable {
        /// The requirement it starts at.
        public var request: DependencyTree.Request
        /// The names of the packages on the way, the one asked for by the requirement first.
        public var packages: [String]

        private enum CodingKeys: String, CodingKey {
            case packages
            case request = "requirement"
        }
    }

    /// The package.
    public var package: DependencyTree.Package
    /// The shortest ways from each requirement that leads to it, shortest first.
    public var chains: [Chain]
    /// Whether there are more ways of these lengths than are listed.
    public var isCut: Bool
    /// The names of the packages that leave with it when it is excluded, itself included, sorted.
    public var leaving: [String]

    private enum CodingKeys: String, CodingKey {
        case package, chains
        case isCut = "more_chains"
        case leaving = "saves_packages"
    }
}

extension DependencyTree {
    /// Finds the shortest ways from every requirement to a package: all that are equally short.
    ///
    /// - Parameters:
    ///   - name: the package, in any spelling.
    ///   - limit: the most ways to list, as their number can grow exponentially.
    /// - Returns: the ways.
    /// - Throws: `unknown-package` when the artifact would not hold it.
    public func why(_ name: String, limit: Int = 100) throws(BuildFailure) -> DependencyChains {
        let package = try known(name)
        let index = self.index
        let distances = Self.distances(to: package.name, in: index)
        var chains: [DependencyChains.Chain] = []
        var isCut = false
        for (_, request) in requests.enumerated()
            .compactMap({ position, request in distances[request.package].map { (($0, position), request) } })
            .sorted(by: { $0.0 < $1.0 })
        {
            var pending = [[request.package]]
            while let way = pending.popLast() {
                guard chains.count < limit else {
                    isCut = true
                    break
                }
                guard let last = way.last, let distance = distances[last], distance > 0 else {
                    chains.append(DependencyChains.Chain(request: request, packages: way))
                    continue
                }
                // What is pushed last comes first.
                for next in (index[last]?.dependencies ?? []).reversed() where distances[next] == distance - 1 {
                    pending.append(way + [next])
                }
            }
        }
        return DependencyChains(
            package: package,
            chains: chains,
            isCut: isCut,
            leaving: Self.sized(packages, requests).leaving(with: package.name)
        )
    }

    /// The part of the tree under one package: that package and everything it needs, with what the whole tree says of them.
    ///
    /// - Throws: `unknown-package` when the artifact would not hold it.
    public func subtree(of name: String) throws(BuildFailure) -> DependencyTree {
        let package = try known(name)
        let index = self.index
        var reached: Set<String> = []
        var pending = [package.name]
        while let name = pending.popLast() {
            guard reached.insert(name).inserted else { continue }
            pending += index[name]?.dependencies ?? []
        }
        var part = self
        part.packages = packages.filter { reached.contains($0.name) }
        part.requests = requests.filter { $0.package == package.name }
        part.excluded = []
        return part
    }

    /// How many steps each package is away from `name`, going from requirer to required; packages that do not lead there
    /// have no entry.
    private static func distances(to name: String, in index: [String: Package]) -> [String: Int] {
        var distances = [name: 0]
        var pending = [name]
        var next = 0
        while next < pending.count {
            let current = pending[next]
            next += 1
            for requirer in index[current]?.requiredBy ?? [] where distances[requirer] == nil {
                distances[requirer] = (distances[current] ?? 0) + 1
                pending.append(requirer)
            }
        }
        return distances
    }

    /// The packages by name.
    public var index: [String: Package] {
        Dictionary(packages.map { ($0.name, $0) }) { first, _ in first }
    }

    private func known(_ name: String) throws(BuildFailure) -> Package {
        if let package = package(name) { return package }
        let normalized = Self.normalized(name)
        if let left = excluded.first(where: { $0.name == normalized }) {
            throw BuildFailure(
                .badInput,
                code: "excluded-package",
                "\(left.name) is left out of the artifact: \(left.reason)."
            )
        }
        let near = normalized.nearest(among: packages.map(\.name))
        throw BuildFailure(
            .badInput,
            code: "unknown-package",
            "There is no package \(name) in the artifact\(near.map { "; did you mean \($0)?" } ?? ".")",
            hint: "`flash tree` shows the packages."
        )
    }
}
