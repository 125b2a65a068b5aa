import Digests
import ManifestGen

/// Finds files of the project that want the place of a package's in the artifact.
struct FileConflicts {
    private let contents: PackageContents
    private let files: () -> [(name: String, files: [InstalledFile])]

    /// Knows what packages bring.
    ///
    /// - Parameters:
    ///   - contents: What is at the top.
    ///   - files: All of their files, asked for when that is not enough.
    init(_ contents: PackageContents, files: @escaping () -> [(name: String, files: [InstalledFile])]) {
        self.contents = contents
        self.files = files
    }

    /// Checks the files of the project.
    ///
    /// - Throws: `file-conflict` when one would replace, or hide, a package's.
    func check(_ project: [InputFile]) throws(BuildFailure) {
        guard !contents.names.isEmpty else { return }
        // Every file of a package is below one of the names at the top, and files below one name follow each other.
        var top = ""
        var isSuspect = false
        let suspects = project.filter { file in
            if file.path.utf8.starts(with: top.utf8), !top.isEmpty,
                file.path.utf8.dropFirst(top.utf8.count).first == UInt8(ascii: "/")
            {
                return isSuspect
            }
            top = PackageContents.name(of: file.path)
            isSuspect = contents.names.contains(top) || contents.packages[top] != nil
            return isSuspect || contents.packages[PackageContents.importName(of: file.path) ?? ""] != nil
        }
        let owners = suspects.isEmpty ? [:] : self.owners()
        for file in suspects {
            if let owner = owners[file.path] {
                throw conflict(file, "is also a file of the package \(owner)")
            }
            if let module = PackageContents.importName(of: file.path), let package = contents.packages[module] {
                throw conflict(file, "makes `import \(module)` ambiguous: the package \(package) has that module too")
            }
        }
    }

    /// The package each path is of; the last in name order, as extraction leaves it.
    private func owners() -> [String: String] {
        files().reduce(into: [:]) { owners, package in
            for file in package.files { owners[file.path] = package.name }
        }
    }

    private func conflict(_ file: InputFile, _ what: String) -> BuildFailure {
        BuildFailure(
            .badInput,
            code: "file-conflict",
            "\(file.displayPath) \(what); one would replace the other on the worker.",
            at: .init(file: file.displayPath, line: 1),
            hint: "Rename your file, leave it out through .flashignore, or leave the package out with --exclude."
        )
    }
}
