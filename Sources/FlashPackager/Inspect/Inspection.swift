import ManifestGen

/// What is inside an artifact, how large it is, and why it is there.
public struct Inspection: Sendable, Encodable {
    /// How closely an artifact is looked at.
    public enum Detail: Sendable {
        /// Packages only; where the manifest tells all about them, the archive is not read.
        case packages
        /// Every file.
        case files
    }

    /// The archive that was inspected.
    public struct Archive: Sendable, Encodable {
        /// Its path.
        public var path: String
        /// Its length in bytes.
        public var bytes: UInt64
    }

    /// A package inside the artifact.
    public struct Package: Sendable, Encodable {
        /// The normalized name.
        public var name: String
        /// The version.
        public var version: String
        /// The wheel it was installed from; `nil` when the manifest does not tell.
        public var wheel: String?
        /// Its bytes inside the archive, compressed.
        public var bytes: UInt64
        /// The length of its files in bytes; `nil` when it is not known without reading the archive.
        public var unpackedBytes: UInt64?
        /// How many files it has; `nil` when it is not known without reading the archive.
        public var files: Int?
        /// What asks for it: places in the project's files, and names of packages.
        public var requiredBy: [String]
        /// The packages it needs itself.
        public var dependencies: [String]

        enum CodingKeys: String, CodingKey {
            case name, version, wheel, bytes, files, dependencies
            case unpackedBytes = "unpacked_bytes"
            case requiredBy = "required_by"
        }
    }

    /// The project's name; the archive's where there is no manifest.
    public var project: String
    /// The target's Python; empty when the manifest does not tell.
    public var pythonVersion: String
    /// The archive; `nil` when there is only a manifest.
    public var archive: Archive?
    /// The largest archive allowed, in bytes.
    public var sizeLimit: UInt64
    /// The packages, by name.
    public var packages: [Package]
    /// The names of packages left out.
    public var excluded: [String]
    /// The bytes of the project's own files in the archive, compressed.
    public var projectBytes: UInt64
    /// The length of the project's own files in bytes; `nil` when it is not known without reading the archive.
    public var projectUnpackedBytes: UInt64?
    /// The files in the order of the archive; `nil` unless they were asked for.
    public var files: [InspectedFile]?
    /// The directories, the largest first; `nil` unless they were asked for.
    public var directories: [InspectedDirectory]?

    enum CodingKeys: String, CodingKey {
        case project, archive, packages, excluded, files, directories
        case pythonVersion = "python_version"
        case sizeLimit = "size_limit"
        case projectBytes = "project_bytes"
        case projectUnpackedBytes = "project_unpacked_bytes"
    }

    /// The length of everything in the archive; `nil` when it is not known without reading it.
    public var unpackedBytes: UInt64? {
        guard let projectUnpackedBytes else { return nil }
        let known = packages.compactMap(\.unpackedBytes)
        return known.count == packages.count ? known.reduce(projectUnpackedBytes, +) : nil
    }

    /// The bytes of everything in the archive, as far as they are known.
    public var bytes: UInt64 {
        archive?.bytes ?? packages.reduce(projectBytes) { $0 + $1.bytes }
    }
}

/// A file of an artifact.
public struct InspectedFile: Sendable, Encodable {
    /// Its path in the archive.
    public var path: String
    /// The package it belongs to; `nil` for the project's own.
    public var package: String?
    /// Its share of the archive in bytes.
    public var bytes: UInt64
    /// Its length in bytes.
    public var unpackedBytes: UInt64

    enum CodingKeys: String, CodingKey {
        case path, package, bytes
        case unpackedBytes = "unpacked_bytes"
    }
}

/// A directory of an artifact with everything below.
public struct InspectedDirectory: Sendable, Encodable {
    /// Its path in the archive, with a slash at the end.
    public var path: String
    /// Its share of the archive in bytes.
    public var bytes: UInt64
    /// The length of its files in bytes.
    public var unpackedBytes: UInt64
    /// How many files it has.
    public var files: Int

    enum CodingKeys: String, CodingKey {
        case path, bytes, files
        case unpackedBytes = "unpacked_bytes"
    }
}
