import ArtifactArchive
import Digests
import ManifestGen
import PythonPackaging

extension Inspection {
    /// Inspects the artifact of a project directory, an archive, or a manifest.
    ///
    /// - Parameters:
    ///   - path: The artifact. Archives without a manifest of ours are told by their `RECORD`s (PEP 376).
    ///   - detail: How closely it is looked at.
    ///   - sizeLimit: The largest archive allowed, in bytes.
    /// - Throws: `no-project` when there is nothing to inspect; `bad-input` when it is no artifact.
    public init(
        of path: String,
        detail: Detail = .packages,
        sizeLimit: UInt64 = BuildOptions.defaultSizeLimit
    ) throws(BuildFailure) {
        let location = try ArtifactLocation(path)
        // A manifest that happens to lie beside an archive need not be that archive's.
        let isNamed = path != location.archive
        let manifest = try isNamed ? location.manifest.map(Self.manifest(at:)) : nil
        if detail == .packages, let manifest, manifest.packages != nil {
            self.init(manifest, sizeLimit: sizeLimit)
            archive = location.archive.flatMap { path in
                FileIdentity(at: path).map { Archive(path: path, bytes: $0.bytes) }
            }
            return
        }
        do {
            let contents = try ArtifactContents(readingArchive: try location.requiredArchive(), hashesContents: false)
            self.init(contents, manifest, detail: detail, sizeLimit: sizeLimit)
        } catch {
            throw BuildFailure(describing: error)
        }
    }

    private static func manifest(at path: String) throws(BuildFailure) -> StoredManifest {
        if let content = FileAccess.contents(of: path), let manifest = StoredManifest(content) { return manifest }
        throw BuildFailure(
            .badInput,
            code: "manifest",
            "\(path) is no manifest this version understands.",
            hint: "Build the project again."
        )
    }

    /// What a manifest alone tells.
    private init(_ manifest: StoredManifest, sizeLimit: UInt64) {
        project = manifest.projectName
        pythonVersion = manifest.pythonVersion ?? ""
        self.sizeLimit = sizeLimit
        compression = manifest.artifact?.compression
        slim = manifest.artifact?.slim?.keys.sorted()
        packages = (manifest.packages ?? []).map { Package($0) }
        excluded = manifest.excludedPackages ?? []
        projectBytes = manifest.projectBytes
        projectUnpackedBytes = manifest.files.map { $0.reduce(0) { $0 &+ $1.bytes } }
    }

    /// What an archive tells with its own manifest, else with the one beside it.
    init(_ contents: ArtifactContents, _ beside: StoredManifest?, detail: Detail, sizeLimit: UInt64) {
        let manifest = contents.manifestContent.flatMap { StoredManifest($0) } ?? beside
        let found = contents.packages(by: manifest)
        let listed = AttributedFiles(contents, packages: found, manifest)
        let known = Dictionary((manifest?.packages ?? []).map { ($0.name, $0) }) { first, _ in first }
        project = manifest?.projectName ?? String(contents.archive.folderAndName.name)
        pythonVersion = manifest?.pythonVersion ?? ""
        archive = Archive(path: contents.archive, bytes: contents.bytes)
        self.sizeLimit = sizeLimit
        compression = manifest?.artifact?.compression
        slim = manifest?.artifact?.slim?.keys.sorted()
        packages = zip(found, listed.packages).map { package, sums in
            var inspected =
                known[package.name].map { Package($0) }
                ?? Package(name: package.name, version: package.version, bytes: 0, requiredBy: [], dependencies: [])
            inspected.bytes = sums.bytes
            inspected.unpackedBytes = sums.unpackedBytes
            inspected.files = sums.files
            return inspected
        }
        excluded = manifest?.excludedPackages ?? []
        projectBytes = listed.project.bytes
        projectUnpackedBytes = listed.project.unpackedBytes
        files = detail == .files ? listed.files : nil
    }
}

extension Inspection.Package {
    init(_ package: StoredManifest.Package) {
        self.init(
            name: package.name,
            version: package.version,
            wheel: package.wheel,
            bytes: package.bytes,
            unpackedBytes: package.unpackedBytes,
            files: nil,
            requiredBy: package.requiredBy,
            dependencies: package.dependencies
        )
    }
}

extension StoredManifest {
    /// The size of all parts of the archive with the project's own files, in bytes.
    var projectBytes: UInt64 {
        (artifact?.parts ?? []).reduce(0) { $1.name == ProjectRun.partName ? $0 &+ $1.bytes : $0 }
    }
}
