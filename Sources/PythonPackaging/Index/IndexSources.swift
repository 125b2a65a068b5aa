/// Everything files may come from besides direct references.
public struct IndexSources: Hashable, Sendable {
    /// The indexes in the order they are asked for any package; empty when none is.
    public var indexes: [PackageIndex]
    /// The index of each package that comes from one index only.
    public var pins: [PackageName: PackageIndex]
    /// The places besides the indexes whose files count as well.
    public var findLinks: [FindLinks]
    /// The absolute path that relative ones start from.
    public var directory: String

    /// Names the sources.
    public init(
        indexes: [PackageIndex],
        pins: [PackageName: PackageIndex] = [:],
        findLinks: [FindLinks] = [],
        directory: String = ""
    ) {
        self.indexes = indexes
        self.pins = pins
        self.findLinks = findLinks
        self.directory = directory
    }

    /// The same sources, with relative paths starting from another directory.
    package func moved(to directory: String) -> IndexSources {
        var moved = self
        moved.directory = directory
        moved.findLinks = findLinks.map { $0.moved(from: self.directory, to: directory) }
        return moved
    }

    /// The places a package is looked for, without credentials; empty when there is none.
    package func places(of package: PackageName) -> [String] {
        pins[package].map { [$0.url] } ?? (findLinks.map(\.location) + indexes.map(\.url))
    }
}
