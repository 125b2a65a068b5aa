import Digests

/// A project on disk: its name, the files that go into the artifact, and those that stay out.
struct Project: Sendable {
    /// The absolute path of the project directory.
    var root: String
    /// The project's name: that of its directory.
    var name: String
    /// The files that go in, sorted by their path in the artifact.
    var files: [InputFile]
    /// What stays out, and why.
    var excluded: [ExcludedPath]
    /// The absolute paths of `requirements.txt` and `pyproject.toml` files that count.
    var requirementFiles: [String]
    /// When the search for files began, in nanoseconds since 1970.
    var listedAt: Int64

    /// Names at the top of the project that the build itself writes and therefore never packs.
    private static let ownOutputs: Set<String> = ["pylock.flash.toml", "flash_manifest.json"]

    /// Reads the project the options name.
    ///
    /// - Throws: `no-project` when there is none; `bad-input` when the package graph or the files contradict themselves.
    init(_ options: BuildOptions) throws(BuildFailure) {
        listedAt = FileIdentity.now
        let walk: ProjectWalk
        do throws(ProjectWalkError) {
            walk = try ProjectWalk(root: options.directory)
        } catch {
            throw BuildFailure(describing: error)
        }
        root = walk.root
        name = walk.root.split(separator: "/").last.map(String.init) ?? "project"
        if let graph = try Self.packageGraph(options, root: walk.root) {
            let files = try Self.files(of: graph, products: options.products)
            requirementFiles = files.requirementFiles
            self.files = files.files.map { InputFile($0, root: walk.root) }
            excluded = files.excluded.map { excluded in
                var shown = excluded
                shown.path = Self.displayPath(excluded.path, root: walk.root)
                return shown
            }
        } else {
            do throws(ProjectWalkError) {
                let listing = try walk.listing()
                files = listing.files.map { InputFile($0, root: walk.root) }
                excluded = listing.excluded
            } catch {
                throw BuildFailure(describing: error)
            }
            requirementFiles = ["requirements.txt", "pyproject.toml"].map { "\(walk.root)/\($0)" }
                .filter { FileAccess.exists($0) }
        }
        files.removeAll { Self.ownOutputs.contains($0.path) }
    }

    /// A path as the user knows it: relative to the project, or absolute outside of it.
    fileprivate static func displayPath(_ path: String, root: String) -> String {
        path.hasPrefix(root + "/") ? String(path.dropFirst(root.count + 1)) : path
    }

    private static func packageGraph(_ options: BuildOptions, root: String) throws(BuildFailure) -> PackageGraph? {
        guard let path = options.packageGraph else {
            guard FileAccess.exists(root + "/Package.swift"), !FileAccess.exists(root + "/main.py") else { return nil }
            return try SwiftPackageDescription(root: root, environment: options.environment).graph()
        }
        guard let json = FileAccess.contents(of: path) else {
            throw BuildFailure(.noProject, code: "no-graph", "The package graph \(path) cannot be read.")
        }
        do throws(PackageGraphError) {
            return try PackageGraph(json: json)
        } catch {
            throw BuildFailure(describing: error)
        }
    }

    private static func files(of graph: PackageGraph, products: [String]) throws(BuildFailure) -> PackagedFiles {
        do {
            let targets = try graph.reachableTargets(products: products)
            var listings: [String: ProjectListing] = [:]
            for package in graph.packages(of: targets) {
                listings[package.id] = try ProjectWalk(root: package.directory).listing()
            }
            return try graph.packagedFiles(of: targets, listings: listings)
        } catch {
            throw BuildFailure(describing: error)
        }
    }
}

extension InputFile {
    fileprivate init(_ file: ProjectFile, root: String) {
        self.init(
            path: file.path,
            absolutePath: "\(root)/\(file.path)",
            displayPath: file.path,
            isExecutable: file.isExecutable,
            identity: FileIdentity(file)
        )
    }

    fileprivate init(_ file: PackagedFiles.File, root: String) {
        self.init(
            path: file.destination,
            absolutePath: file.path,
            displayPath: Project.displayPath(file.path, root: root),
            isExecutable: file.file.isExecutable,
            identity: FileIdentity(file.file)
        )
    }
}

extension FileIdentity {
    fileprivate init(_ file: ProjectFile) {
        self.init(bytes: file.bytes, modified: file.modified, changed: file.changed, inode: file.inode)
    }
}
