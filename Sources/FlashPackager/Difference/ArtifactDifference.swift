/// In what two artifacts differ: packages, files, and what the manifest says of functions and resources.
public struct ArtifactDifference: Sendable, Encodable {
    /// A size before and after.
    public struct Sizes: Sendable, Encodable, Equatable {
        /// The bytes in the first archive; 0 when it does not have it.
        public var before: UInt64
        /// The bytes in the second archive; 0 when it does not have it.
        public var after: UInt64

        /// How many bytes more the second has.
        public var growth: Int64 { Int64(clamping: after) - Int64(clamping: before) }
    }

    /// What became of something that only one artifact has, or both with differences.
    public enum Change: String, Sendable, Encodable {
        /// Only the second has it.
        case added
        /// Only the first has it.
        case removed
        /// Both have it, not alike.
        case changed
    }

    /// A package that differs.
    public struct Package: Sendable, Encodable {
        /// The normalized name.
        public var name: String
        /// What became of it.
        public var change: Change
        /// The version in the first artifact.
        public var from: String?
        /// The version in the second artifact.
        public var to: String?
        /// What it takes in the archives.
        public var bytes: Sizes
    }

    /// A file that differs in content or mode.
    public struct File: Sendable, Encodable {
        /// Its path in the archive.
        public var path: String
        /// What became of it.
        public var change: Change
        /// The package it belongs to; `nil` for the project's own files.
        public var package: String?
        /// Its length unpacked.
        public var bytes: Sizes
    }

    /// A member of the manifest that differs.
    public struct Setting: Sendable, Encodable {
        /// Its place, such as `resources.embed.config.workersMax`.
        public var key: String
        /// What became of it.
        public var change: Change
        /// The value in the first artifact, as JSON.
        public var from: String?
        /// The value in the second artifact, as JSON.
        public var to: String?
    }

    /// Whether nothing differs that a worker could see.
    public var isSame: Bool { packages.isEmpty && files.isEmpty && settings.isEmpty }

    /// The archives' lengths.
    public var bytes: Sizes
    /// The lengths of all files.
    public var unpackedBytes: Sizes
    /// The packages that differ, by name.
    public var packages: [Package]
    /// The files that differ, by path.
    public var files: [File]
    /// What differs in the manifest's resources, functions, routes and target, by key.
    public var settings: [Setting]

    enum CodingKeys: String, CodingKey {
        case bytes, packages, files, settings, same
        case unpackedBytes = "unpacked_bytes"
    }

    /// Encodes the difference, beginning with whether there is none.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(isSame, forKey: .same)
        try container.encode(bytes, forKey: .bytes)
        try container.encode(unpackedBytes, forKey: .unpackedBytes)
        try container.encode(packages, forKey: .packages)
        try container.encode(files, forKey: .files)
        try container.encode(settings, forKey: .settings)
    }
}
