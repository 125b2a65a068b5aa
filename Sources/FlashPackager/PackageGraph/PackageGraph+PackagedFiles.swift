internal import Digests

extension PackageGraph {
    /// Returns the files of `targets` that go into the artifact.
    ///
    /// These are `.py` files the manifest says nothing about, single resources, and everything in directories that are
    /// declared as `.copy` resources; each lies in the artifact where it lies in its target, so that `workers/x.py` of
    /// a target is imported as `workers.x`. Ignore files apply as in any project. A target of a dependency takes part
    /// only if it holds Python, since the resources of others serve Swift code.
    ///
    /// - Parameters:
    ///   - targets: the targets that count, from ``reachableTargets(products:)``.
    ///   - listings: the files of every package in question, by package identity.
    /// - Returns: the files and the requirement files that go with them.
    /// - Throws: ``PackageGraphError`` when two files have one destination and differ.
    public func packagedFiles(
        of targets: [ReachableTarget],
        listings: [String: ProjectListing]
    ) throws(PackageGraphError) -> PackagedFiles {
        var files: [PackagedFiles.File] = []
        var excluded: [ExcludedPath] = []
        var requirements = RequirementFileFinder()
        for package in orderedPackages where targets.contains(where: { $0.package == package.id }) {
            guard let listing = listings[package.id] else { throw .missingListing(package: package.id) }
            let isRoot = package.id == rootPackage
            if isRoot { requirements.visit("", of: listing) }
            for reachable in targets where reachable.package == package.id {
                let found = try Self.files(of: reachable.target, in: package, listing: listing)
                guard isRoot || found.contains(where: { $0.destination.hasSuffix(".py") }) else { continue }
                files += found
                excluded += try Self.excluded(from: reachable.target, in: package, listing: listing)
                requirements.visit("", of: listing)
                let directory = try Self.path(reachable.target.directory, in: package)
                requirements.visit(directory.isEmpty ? "" : directory + "/", of: listing)
            }
        }
        return PackagedFiles(
            files: try Self.merged(files),
            excluded: Self.unique(excluded),
            requirementFiles: requirements.paths
        )
    }

    /// The packages with Python or other files of their own whose directories ``packagedFiles(of:listings:)`` needs a
    /// listing of.
    ///
    /// - Parameter targets: the targets that count.
    /// - Returns: the packages, the root package first.
    public func packages(of targets: [ReachableTarget]) -> [Package] {
        orderedPackages.filter { package in targets.contains { $0.package == package.id } }
    }

    private var orderedPackages: [Package] {
        packages.filter { $0.id == rootPackage } + packages.filter { $0.id != rootPackage }.sorted { $0.id < $1.id }
    }

    private static func files(
        of target: Target,
        in package: Package,
        listing: ProjectListing
    ) throws(PackageGraphError) -> [PackagedFiles.File] {
        let base = try path(target.directory, in: package)
        let prefix = base.isEmpty ? "" : base + "/"
        var found: [PackagedFiles.File] = []
        for entry in target.files where entry.isPackaged {
            let path = try path(entry.path, in: package)
            guard path.hasPrefix(prefix), !path.isEmpty else {
                throw .outsidePackage(path: entry.path, package: package.id)
            }
            for file in listing.files(at: path) {
                found.append(
                    PackagedFiles.File(
                        destination: String(file.path.dropFirst(prefix.count)),
                        path: package.directory + "/" + file.path,
                        file: file,
                        package: package.id,
                        target: target.name
                    )
                )
            }
        }
        return found
    }

    /// Returns `path` relative to the package's directory.
    static func path(_ path: String, in package: Package) throws(PackageGraphError) -> String {
        if path == package.directory { return "" }
        let prefix = package.directory.hasSuffix("/") ? package.directory : package.directory + "/"
        guard path.hasPrefix(prefix),
            !path.utf8.split(separator: UInt8(ascii: "/")).contains(where: { $0.elementsEqual("..".utf8) })
        else { throw .outsidePackage(path: path, package: package.id) }
        return String(path.dropFirst(prefix.count))
    }

    /// Sorts files by destination, drops repetitions of the same content, and refuses everything else that collides.
    private static func merged(_ files: [PackagedFiles.File]) throws(PackageGraphError) -> [PackagedFiles.File] {
        var places: [String: PackagedFiles.File] = [:]
        for file in files {
            guard let other = places[file.destination] else {
                places[file.destination] = file
                continue
            }
            guard try hasSameContent(other, file) else {
                throw .conflict(destination: file.destination, first: other.path, second: file.path)
            }
        }
        for file in files {
            var parent = file.destination[...]
            while let slash = parent.lastIndex(of: "/") {
                parent = parent[..<slash]
                guard let other = places[String(parent)] else { continue }
                throw .fileInPlaceOfDirectory(destination: String(parent), file: other.path, other: file.path)
            }
        }
        return places.values.sorted { $0.destination.utf8.lexicographicallyPrecedes($1.destination.utf8) }
    }

    private static func hasSameContent(
        _ left: PackagedFiles.File,
        _ right: PackagedFiles.File
    ) throws(PackageGraphError) -> Bool {
        if left.path == right.path { return true }
        guard left.file.bytes == right.file.bytes, left.file.isExecutable == right.file.isExecutable else {
            return false
        }
        guard let first = SHA256Digest(ofFileAt: left.path) else { throw .unreadable(path: left.path) }
        guard let second = SHA256Digest(ofFileAt: right.path) else { throw .unreadable(path: right.path) }
        return first == second
    }
}

extension PackageGraph.File {
    /// Whether the file, or what lies in the directory, goes into the artifact unless an ignore rule says otherwise.
    var isPackaged: Bool {
        // Apple's privacy manifests say nothing to a worker.
        guard !path.hasSuffix(".xcprivacy") else { return false }
        return type == .resource || (type == .unknown && path.hasSuffix(".py"))
    }
}
