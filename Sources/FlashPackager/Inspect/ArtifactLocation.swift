import ArtifactArchive
import Digests
import ManifestGen

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The files of an artifact that a user names by its project, its archive or its manifest.
struct ArtifactLocation: Sendable {
    /// The archive; `nil` when there is none.
    var archive: String?
    /// The manifest beside the archive; `nil` when there is none.
    var manifest: String?

    /// Looks for the artifact at `path`.
    ///
    /// - Throws: `no-project` when there is nothing.
    init(_ path: String) throws(BuildFailure) {
        if Self.isDirectory(path) {
            let output = path == "." ? ".flash" : "\(path)/.flash"
            let directory = Self.isDirectory(output) ? output : path
            archive = Self.newestArchive(in: directory)
            manifest = Self.manifest(in: directory)
        } else if path.hasSuffix(".json") {
            manifest = FileIdentity(at: path).map { _ in path }
        } else if FileAccess.exists(path) {
            archive = path
            manifest = Self.manifest(in: FileAccess.directory(of: path))
        }
        guard archive != nil || manifest != nil else {
            throw BuildFailure(
                .noProject,
                code: "no-artifact",
                "There is no artifact at \(path).",
                hint: "Run `flash build` first, or name an archive."
            )
        }
    }

    /// The archive.
    ///
    /// - Throws: `no-project` when only a manifest is there.
    func requiredArchive() throws(BuildFailure) -> String {
        if let archive { return archive }
        throw BuildFailure(
            .noProject,
            code: "no-artifact",
            "There is no archive beside \(manifest ?? Manifest.filename).",
            hint: "Run `flash build` first, or name an archive."
        )
    }

    private static func manifest(in directory: String) -> String? {
        let path = "\(directory)/\(Manifest.filename)"
        return FileIdentity(at: path).map { _ in path }
    }

    /// The archive that was written last: a directory may still have one in another format from before.
    private static func newestArchive(in directory: String) -> String? {
        let archives = names(in: directory).filter { name in
            !name.hasPrefix(".") && ArchiveFormat(filename: name) != nil
        }
        let found = archives.compactMap { name in
            FileIdentity(at: "\(directory)/\(name)").map { (name: name, modified: $0.modified) }
        }
        return found.max { ($0.modified, $1.name) < ($1.modified, $0.name) }.map { "\(directory)/\($0.name)" }
    }

    private static func isDirectory(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    private static func names(in path: String) -> [String] {
        guard let directory = opendir(path) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            names.append(
                withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
            )
        }
        return names
    }
}
