public import Digests
public import ManifestGen

/// What a build produced, for people and scripts alike.
public struct BuildReport: Sendable, Codable {
    /// The archive that was written.
    public struct Artifact: Sendable, Codable {
        /// Its absolute path.
        public var path: String
        /// Its length in bytes.
        public var bytes: UInt64
        /// Its format, such as `tar.gz`.
        public var format: String
        /// How it is compressed, such as `balanced`.
        public var compression: String
        /// The digest of the archive file.
        public var sha256: SHA256Digest
        /// The digest of the uncompressed tar stream; `nil` unless ``BuildOptions/digestsTarStream`` asks for it.
        public var tarSHA256: SHA256Digest?

        private enum CodingKeys: String, CodingKey {
            case path, bytes, format, compression, sha256
            case tarSHA256 = "tar_sha256"
        }
    }

    /// The manifest that was written.
    public struct ManifestFile: Sendable, Codable {
        /// Its absolute path.
        public var path: String
        /// The digest of the file.
        public var sha256: SHA256Digest
    }

    /// A package inside the artifact.
    public struct Package: Sendable, Codable {
        /// The normalized name.
        public var name: String
        /// The version.
        public var version: String
        /// Its bytes inside the archive, compressed; the wheel's size in a dry run.
        public var bytes: UInt64
        /// Who asked for it.
        public var reason: String
    }

    /// A resource configuration and the functions on it.
    public struct Resource: Sendable, Codable {
        /// The name the sources give it.
        public var name: String
        /// The configuration's class.
        public var type: String
        /// The remote functions, in manifest order.
        public var functions: [String]
    }

    /// A package left out.
    public struct Excluded: Sendable, Codable {
        /// The normalized name.
        public var name: String
        /// Why it is left out.
        public var reason: String
    }

    /// What was left out of packages on request, by category.
    public struct Slimmed: Sendable, Codable {
        /// The category, such as `tests`.
        public var category: String
        /// The number of files.
        public var files: Int
        /// Their size in bytes.
        public var bytes: UInt64
        /// Their size in the wheels, compressed, in bytes.
        public var compressedBytes: UInt64

        private enum CodingKeys: String, CodingKey {
            case category, files, bytes
            case compressedBytes = "compressed_bytes"
        }
    }

    /// How the store served the build.
    public struct Cache: Sendable, Encodable {
        /// Results found in the store.
        public var hits = 0
        /// Results that had to be made.
        public var misses = 0
        /// Bytes that came over the network.
        public var bytesFetched: UInt64 = 0

        private enum CodingKeys: String, CodingKey {
            case hits, misses
            case bytesFetched = "bytes_fetched"
        }
    }

    /// The project's name.
    public var project: String
    /// The archive; absent in a dry run.
    public var artifact: Artifact?
    /// The manifest; absent in a dry run.
    public var manifest: ManifestFile?
    /// The lock file's absolute path; absent when there are no requirements.
    public var lockPath: String?
    /// The largest archive allowed, in bytes.
    public var sizeLimit: UInt64
    /// The number of files of the project in the archive.
    public var projectFiles: Int
    /// The remote functions by resource, in manifest order.
    public var resources: [Resource]
    /// The packages, by name.
    public var packages: [Package]
    /// The packages left out, by name.
    public var excluded: [Excluded]
    /// What was left out of the packages, in the order of the categories; empty when nothing was to be.
    public var slimmed: [Slimmed]
    /// What the scan found, none of it fatal.
    public var diagnostics: [Diagnostic]
    /// Further warnings.
    public var warnings: [String]
    /// How the store served the build.
    public var cache = Cache()
    /// Seconds each stage took.
    public var timings: [(stage: BuildStage, seconds: Double)] = []
    /// Whether the outputs of an earlier build were found to be up to date.
    public var isUpToDate = false

    private enum CodingKeys: String, CodingKey {
        case project, artifact, manifest, lockPath, sizeLimit, projectFiles, resources, packages, excluded, slimmed,
            diagnostics, warnings
    }
}
