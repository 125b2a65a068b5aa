/// A package with what it weighs and what it needs, as the size budget sees it.
struct SizedPackage: Sendable {
    /// The normalized name.
    var name: String
    /// Compressed bytes in the archive.
    var bytes: UInt64
    /// The names of the packages it depends on.
    var dependencies: [String]
    /// Whether the project itself asks for it.
    var isRequested: Bool
}

/// The packages of an artifact and how they hang together.
struct SizedPackageGraph: Sendable {
    let packages: [String: SizedPackage]

    init(_ packages: [SizedPackage]) {
        self.packages = Dictionary(packages.map { ($0.name, $0) }) { first, _ in first }
    }

    /// The bytes of every package still needed when `excluded` are taken as provided.
    func bytes(excluding excluded: Set<String>) -> UInt64 {
        remaining(excluding: excluded).reduce(0) { $0 + (packages[$1]?.bytes ?? 0) }
    }

    /// The packages reachable from the project's own requirements without passing through `excluded`.
    func remaining(excluding excluded: Set<String>) -> Set<String> {
        var seen: Set<String> = []
        var pending = packages.values.filter(\.isRequested).map(\.name)
        while let name = pending.popLast() {
            guard !excluded.contains(name), let package = packages[name], seen.insert(name).inserted else { continue }
            pending += package.dependencies
        }
        return seen
    }
}
