/// A function or class marked `@remote`.
public struct RemoteFunction: Hashable, Sendable {
    /// A dependency as written.
    public struct Dependency: Hashable, Sendable {
        /// The requirement (PEP 508) or the name of a system package.
        public let text: String
        /// Where it is written.
        public let location: SourceLocation

        /// Creates a dependency.
        public init(text: String, location: SourceLocation) {
            self.text = text
            self.location = location
        }
    }

    /// The name.
    public var name: String
    /// The module as the manifest writes it, such as `workers.gpu.endpoint`.
    public var module: String
    /// The path of the file relative to the project root.
    public var path: String
    /// Where it is defined.
    public var location: SourceLocation
    /// Where it is marked remote.
    public var decoratorLocation: SourceLocation
    /// Whether it is an `async def`.
    public var isAsync: Bool
    /// Whether it is a class.
    public var isClass: Bool
    /// The public methods of a class, in order.
    public var methods: [String]
    /// The name of its resource.
    public var resource: String
    /// The variable that holds its resource, if one does.
    public var configVariable: String?
    /// The packages it needs.
    public var dependencies: [Dependency]
    /// The system packages it needs.
    public var systemDependencies: [Dependency]
    /// The HTTP method, in upper case.
    public var httpMethod: String?
    /// The HTTP path.
    public var httpPath: String?
    /// Whether calls run in the caller's process.
    public var isLocal: Bool
    /// Whether downloads are accelerated.
    public var acceleratesDownloads: Bool
}
