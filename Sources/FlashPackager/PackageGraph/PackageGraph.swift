/// A Swift package and everything it depends on, as SwiftPM sees it and the `flash-build` plugin hands it over.
///
/// The JSON is one object with the properties below; every path is absolute. `Plugins/FlashBuild/PackageGraph.swift`
/// writes it, and both change together, with ``currentVersion``.
public struct PackageGraph: Codable, Hashable, Sendable {
    /// The version of the format that this module reads.
    public static let currentVersion = 1

    /// The version of the format that the graph was written in.
    public var version: Int
    /// The identity of the package that is being packaged.
    public var rootPackage: String
    /// The packages, each once, in no particular order.
    public var packages: [Package]

    /// Creates a graph.
    public init(version: Int = PackageGraph.currentVersion, rootPackage: String, packages: [Package]) {
        self.version = version
        self.rootPackage = rootPackage
        self.packages = packages
    }

    /// One package of the graph.
    public struct Package: Codable, Hashable, Sendable {
        /// The package identity, which is unique in the graph.
        public var id: String
        /// The directory that holds `Package.swift`.
        public var directory: String
        /// The tools version of the manifest, such as `6.1.0`.
        public var toolsVersion: String
        /// Where the package comes from.
        public var origin: Origin
        /// The identities of the packages it depends on directly.
        public var dependencies: [String]
        /// The executable and library products; SwiftPM does not tell plugins of other kinds.
        public var products: [Product]
        /// The targets, those for tests included.
        public var targets: [Target]
    }

    /// Where a package comes from.
    public struct Origin: Codable, Hashable, Sendable {
        /// `root`, `local`, `repository`, `registry`, or `unknown`.
        public var kind: String
        /// The path, URL or registry identity.
        public var location: String?
        /// The version as displayed, of a repository or registry package.
        public var version: String?
        /// The revision of a repository package, as far as SwiftPM tells it.
        public var revision: String?
    }

    /// A product of a package.
    public struct Product: Codable, Hashable, Sendable {
        /// The name, unique among the package's products.
        public var name: String
        /// `executable`, `library`, or `other`.
        public var kind: String
        /// The names of the package's targets that make up the product.
        public var targets: [String]
    }

    /// A target of a package.
    public struct Target: Codable, Hashable, Sendable {
        /// What a target is for.
        ///
        /// A kind this module does not know reads as ``other``.
        public enum Kind: String, Codable, Hashable, Sendable {
            /// A program.
            case executable
            /// A module that other targets import.
            case library
            /// Unit tests.
            case test
            /// A system library.
            case system
            /// A SwiftPM plugin.
            case plugin
            /// A snippet of documentation.
            case snippet
            /// A macro, which runs inside the compiler.
            case macro
            /// A binary artifact.
            case binary
            /// Anything else.
            case other

            /// Decodes a kind, new ones included.
            public init(from decoder: any Decoder) throws {
                self = Self(rawValue: try decoder.singleValueContainer().decode(String.self)) ?? .other
            }
        }

        /// The name, unique among the package's targets.
        public var name: String
        /// What the target is for.
        public var kind: Kind
        /// The directory the target's files lie in.
        public var directory: String
        /// The files SwiftPM found, sorted by path.
        public var files: [File]
        /// What the target depends on, conditions already applied for the host.
        public var dependencies: [Dependency]
    }

    /// A file of a target.
    public struct File: Codable, Hashable, Sendable {
        /// What SwiftPM takes a file for.
        public enum Kind: String, Codable, Hashable, Sendable {
            /// A source file.
            case source
            /// A C header.
            case header
            /// A declared resource: a file or, for `.copy` of a directory, that directory as one entry.
            case resource
            /// A file the manifest says nothing about.
            case unknown
        }

        /// The absolute path.
        public var path: String
        /// What SwiftPM takes the file for.
        public var type: Kind
    }

    /// What a target depends on: either a target or a product, of the package named.
    public struct Dependency: Codable, Hashable, Sendable {
        /// The identity of the package that holds it.
        public var package: String
        /// The name of the target.
        public var target: String?
        /// The name of the product.
        public var product: String?
    }
}
