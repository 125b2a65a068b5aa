/// The coordinator: the endpoint that serves the project's FastAPI application.
public struct Mothership: Hashable, Sendable {
    /// The name of its resource before clashes with other resources are settled.
    public var name: String
    /// The resource class as written.
    public var resourceType: String
    /// Whether `mothership.py` configures it.
    public var isExplicit: Bool
    /// The file with the application.
    public var mainFile: String
    /// The variable that holds the application.
    public var appVariable: String
    /// The container image.
    public var imageName: String
    /// The least number of workers.
    public var workersMin: Int64?
    /// The largest number of workers.
    public var workersMax: Int64?
    /// The full configuration, when `mothership.py` holds a resource.
    public var configuration: ResourceConfiguration?
    /// Where it is configured, or where the application is created.
    public var location: SourceLocation
}
