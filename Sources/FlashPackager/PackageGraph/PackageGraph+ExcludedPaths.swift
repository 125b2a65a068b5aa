extension PackageGraph {
    /// Returns what the walk over a package left out of the resources and Python files of a target, as absolute paths.
    static func excluded(
        from target: Target,
        in package: Package,
        listing: ProjectListing
    ) throws(PackageGraphError) -> [ExcludedPath] {
        guard !listing.excluded.isEmpty else { return [] }
        var entries: Set<Substring> = []
        var parents: Set<Substring> = []
        for entry in target.files where entry.isPackaged {
            let path = try path(entry.path, in: package)[...]
            entries.insert(path)
            parents.formUnion(ancestors(of: path))
        }
        return listing.excluded.compactMap { excluded in
            let path = excluded.path[...]
            let isInside = entries.contains(path) || ancestors(of: path).contains(where: entries.contains)
            guard isInside || (excluded.isDirectory && parents.contains(path)) else { return nil }
            var absolute = excluded
            absolute.path = package.directory + "/" + excluded.path
            return absolute
        }
    }

    /// Sorts the paths and drops repetitions, which targets with common directories cause.
    static func unique(_ excluded: [ExcludedPath]) -> [ExcludedPath] {
        Set(excluded).sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }

    /// The directories above a relative path, nearest first.
    private static func ancestors(of path: Substring) -> some Sequence<Substring> {
        sequence(first: path) { part in part.lastIndex(of: "/").map { part[..<$0] } }.dropFirst()
    }
}
