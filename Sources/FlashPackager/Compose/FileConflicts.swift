import Digests
import ManifestGen

/// Finds files that two sources want at the same place of the artifact.
struct FileConflicts: Sendable {
    /// Two packages bring different files of one path.
    struct Overlap: Sendable, Equatable {
        var path: String
        /// The package whose file is kept: the last in name order, as extraction leaves it.
        var winner: String
        /// The package whose file is lost.
        var loser: String
    }

    /// Overlaps between packages, by path.
    private(set) var overlaps: [Overlap] = []

    /// Compares what `packages` and the project bring.
    ///
    /// - Throws: `file-conflict` when a file of the project would replace, or hide, a package's.
    init(
        packages: [(name: String, files: [InstalledFile])],
        project: [InputFile]
    ) throws(BuildFailure) {
        var owners: [String: (package: String, sha256: SHA256Digest)] = [:]
        owners.reserveCapacity(packages.reduce(0) { $0 + $1.files.count })
        for package in packages {
            for file in package.files {
                if let other = owners[file.path], other.sha256 != file.sha256 {
                    overlaps.append(Overlap(path: file.path, winner: package.name, loser: other.package))
                }
                owners[file.path] = (package.name, file.sha256)
            }
        }
        try Self.checkProject(project, against: owners)
    }

    private static func checkProject(
        _ project: [InputFile],
        against owners: [String: (package: String, sha256: SHA256Digest)]
    ) throws(BuildFailure) {
        guard !owners.isEmpty else { return }
        var packagesByModule: [String: String] = [:]
        for (path, owner) in owners {
            if let module = importName(of: path) {
                packagesByModule[module] = min(packagesByModule[module] ?? owner.package, owner.package)
            }
        }
        for file in project {
            if let owner = owners[file.path] {
                throw conflict(file, "is also a file of the package \(owner.package)")
            }
            if let module = importName(of: file.path), let package = packagesByModule[module] {
                throw conflict(file, "makes `import \(module)` ambiguous: the package \(package) has that module too")
            }
        }
    }

    /// The top-level module a file defines: `six.py` and `six/__init__.py` both define `six`.
    private static func importName(of path: String) -> String? {
        if path.hasSuffix("/__init__.py") {
            let name = path.dropLast("/__init__.py".count)
            return name.contains("/") ? nil : String(name)
        }
        guard path.hasSuffix(".py"), !path.contains("/") else { return nil }
        return String(path.dropLast(3))
    }

    private static func conflict(_ file: InputFile, _ what: String) -> BuildFailure {
        BuildFailure(
            .badInput,
            code: "file-conflict",
            "\(file.displayPath) \(what); one would replace the other on the worker.",
            at: .init(file: file.displayPath, line: 1),
            hint: "Rename your file, leave it out through .flashignore, or leave the package out with --exclude."
        )
    }
}
