import ArtifactArchive
import ManifestGen

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What is inside an artifact and why, as its manifest tells.
public struct Inspection: Sendable, Encodable {
    /// A package inside the artifact.
    public struct Package: Sendable, Codable {
        /// The normalized name.
        public var name: String
        /// The version.
        public var version: String
        /// The wheel it was installed from.
        public var wheel: String
        /// Its bytes inside the archive, compressed.
        public var bytes: UInt64
        /// What asks for it: places in the project's files, and names of packages.
        public var requiredBy: [String]
        /// The packages it needs itself.
        public var dependencies: [String]

        enum CodingKeys: String, CodingKey {
            case name, version, wheel, bytes, dependencies
            case requiredBy = "required_by"
        }
    }

    /// The project's name.
    public var project: String
    /// The target's Python.
    public var pythonVersion: String
    /// The packages, by name.
    public var packages: [Package]
    /// The names of packages left out.
    public var excluded: [String]
    /// The bytes of the project's own files in the archive, compressed.
    public var projectBytes: UInt64
    /// How the archive is compressed, such as `balanced`; empty when the manifest does not tell.
    public var compression: String
    /// The kinds of files that were left out of packages.
    public var slim: [String]

    enum CodingKeys: String, CodingKey {
        case project, packages, excluded, compression, slim
        case pythonVersion = "python_version"
        case projectBytes = "project_bytes"
    }

    /// Inspects the artifact of a project directory, a manifest, or an archive.
    ///
    /// - Throws: `no-project` when there is nothing to inspect; `bad-input` when it is not an artifact of ours.
    public init(of path: String) throws(BuildFailure) {
        let manifest = try Self.manifest(of: path)
        do {
            let decoded = try JSONDecoder().decode(StoredManifest.self, from: Data(manifest))
            project = decoded.projectName
            pythonVersion = decoded.pythonVersion ?? ""
            packages = decoded.packages ?? []
            excluded = decoded.excludedPackages ?? []
            projectBytes = decoded.artifact?.parts.first { $0.name == "project" }?.bytes ?? 0
            compression = decoded.artifact?.compression ?? ""
            slim = decoded.artifact?.slim?.keys.sorted() ?? []
        } catch {
            throw BuildFailure(
                .badInput,
                code: "manifest",
                "\(path) has no manifest this version understands.",
                hint: "Build the project again."
            )
        }
    }

    /// The packages that `name` brings in: what would leave with it when it is excluded, itself included.
    public func broughtIn(by name: String) -> [Package] {
        let graph = SizedPackageGraph(
            packages.map { package in
                SizedPackage(
                    name: package.name,
                    bytes: package.bytes,
                    dependencies: package.dependencies,
                    isRequested: package.requiredBy.contains { $0.utf8.contains(UInt8(ascii: ":")) }
                )
            }
        )
        let leaving = Set(graph.leaving(with: name))
        return packages.filter { leaving.contains($0.name) }
    }

    /// The shortest way from the project's own requirements to `name`, the requirement first.
    public func chain(to name: String) -> [String] {
        let known = Dictionary(packages.map { ($0.name, $0) }) { first, _ in first }
        var cameFrom: [String: String] = [:]
        var pending = [name]
        var next = 0
        while next < pending.count {
            let current = pending[next]
            next += 1
            for requirer in known[current]?.requiredBy ?? [] where cameFrom[requirer] == nil && requirer != name {
                cameFrom[requirer] = current
                if known[requirer] == nil {
                    var way = [requirer]
                    while let step = cameFrom[way[way.count - 1]] { way.append(step) }
                    return way
                }
                pending.append(requirer)
            }
        }
        return [name]
    }

    private static func manifest(of path: String) throws(BuildFailure) -> [UInt8] {
        do {
            if path.hasSuffix(".gz") || path.hasSuffix(".tgz") || path.hasSuffix(".tar") || path.hasSuffix(".zst") {
                if let content = try ArchiveReader.contents(of: Manifest.filename, in: path) { return content }
                throw BuildFailure(.badInput, code: "manifest", "\(path) holds no \(Manifest.filename).")
            }
        } catch {
            throw BuildFailure(describing: error)
        }
        let file = path.hasSuffix(".json") ? path : "\(path)/.flash/\(Manifest.filename)"
        guard let content = FileAccess.contents(of: file) else {
            throw BuildFailure(
                .noProject,
                code: "no-artifact",
                "There is no artifact at \(path).",
                hint: "Run `flash build` first, or name an archive."
            )
        }
        return content
    }

    private struct StoredManifest: Decodable {
        struct Artifact: Decodable {
            var parts: [Part]
            var compression: String?
            var slim: [String: Slimmed]?
        }
        struct Slimmed: Decodable {}
        struct Part: Decodable {
            var name: String
            var bytes: UInt64
        }
        var projectName: String
        var pythonVersion: String?
        var packages: [Package]?
        var excludedPackages: [String]?
        var artifact: Artifact?

        enum CodingKeys: String, CodingKey {
            case packages, artifact
            case projectName = "project_name"
            case pythonVersion = "python_version"
            case excludedPackages = "excluded_packages"
        }
    }
}
