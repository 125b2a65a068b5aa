/// What an artifact would hold and why: its packages, under the project's own requirements.
public struct DependencyTree: Sendable, Encodable {
    /// Where the packages were learnt from.
    public enum Source: String, Sendable, Encodable {
        /// The lock file, which answers the requirements.
        case lockFile = "lock"
        /// The index: there is no lock file, or it does not answer the requirements.
        case index
    }

    /// What a size is that of.
    public enum Measure: String, Sendable, Encodable {
        /// The package's compressed files, as they lie in an archive.
        case archive
        /// The wheel: the package was never unpacked here.
        case wheel
        /// Nothing: neither the store nor the index tells.
        case unknown
    }

    /// A requirement of the project itself.
    public struct Request: Sendable, Hashable, Encodable {
        /// The requirement (PEP 508), without credentials.
        public var requirement: String
        /// The normalized name of the package it asks for.
        public var package: String
        /// The file that states it, relative to the project where possible.
        public var file: String
        /// The line, counted from 1; 0 when it is not known.
        public var line: Int
        /// The remote function whose decorator states it.
        public var function: String?
        /// The place as messages print it.
        public var place: String

        private enum CodingKeys: String, CodingKey {
            case requirement, package, file, line, function
        }
    }

    /// A package that goes in.
    public struct Package: Sendable, Encodable {
        /// The normalized name.
        public var name: String
        /// The version.
        public var version: String
        /// The extras something asks for, sorted.
        public var extras: [String]
        /// The wheel's file name.
        public var wheel: String
        /// Its bytes in the archive, or what comes closest to it; see `measure`.
        public var bytes: UInt64
        /// What `bytes` is the size of.
        public var measure: Measure
        /// The bytes of its files on the worker; `nil` while it was not unpacked here.
        public var unpackedBytes: UInt64?
        /// The names of the packages it needs itself, sorted.
        public var dependencies: [String]
        /// The names of the packages that need it, sorted.
        public var requiredBy: [String]
        /// The bytes an artifact without it is smaller by: its own and those of everything only it needs.
        public var savedBytes: UInt64

        private enum CodingKeys: String, CodingKey {
            case name, version, extras, wheel, bytes, dependencies
            case measure = "bytes_of"
            case unpackedBytes = "unpacked_bytes"
            case requiredBy = "required_by"
            case savedBytes = "saves_bytes"
        }
    }

    /// A package left out.
    public struct Excluded: Sendable, Encodable {
        /// The normalized name.
        public var name: String
        /// Why it is left out.
        public var reason: String
    }

    /// The project's name.
    public var project: String
    /// The target's Python.
    public var pythonVersion: String
    /// The target's platform tag.
    public var platform: String
    /// Where the packages were learnt from.
    public var source: Source
    /// The project's requirements that apply to the target, in their order.
    public var requests: [Request]
    /// The packages, by name.
    public var packages: [Package]
    /// The packages left out, by name.
    public var excluded: [Excluded]
    /// The largest archive allowed, in bytes.
    public var sizeLimit: UInt64

    /// The bytes of all packages.
    public var bytes: UInt64 { packages.reduce(0) { $0 + $1.bytes } }

    /// The names of the packages the project itself asks for, in the order of the requirements.
    public var roots: [String] {
        let known = Set(packages.map(\.name))
        var seen: Set<String> = []
        return requests.map(\.package).filter { known.contains($0) && seen.insert($0).inserted }
    }

    /// The package called `name`, in any spelling (PEP 503); `nil` when the artifact would not hold it.
    public func package(_ name: String) -> Package? {
        let normalized = Self.normalized(name)
        return packages.first { $0.name == normalized }
    }

    private enum CodingKeys: String, CodingKey {
        case project, platform, source, packages, excluded, bytes
        case pythonVersion = "python_version"
        case requests = "requirements"
        case sizeLimit = "size_limit"
    }

    /// Encodes the tree with the sum of its sizes.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(project, forKey: .project)
        try container.encode(pythonVersion, forKey: .pythonVersion)
        try container.encode(platform, forKey: .platform)
        try container.encode(source, forKey: .source)
        try container.encode(requests, forKey: .requests)
        try container.encode(packages, forKey: .packages)
        try container.encode(excluded, forKey: .excluded)
        try container.encode(bytes, forKey: .bytes)
        try container.encode(sizeLimit, forKey: .sizeLimit)
    }
}
