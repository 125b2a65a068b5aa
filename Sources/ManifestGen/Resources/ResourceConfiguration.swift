/// A resource: one endpoint with the settings its functions share.
public struct ResourceConfiguration: Hashable, Sendable {
    /// The class it is an instance of.
    public var type: ResourceClass
    /// The name, unique in the project.
    public var name: String
    /// The module-level variable that holds it, if one does.
    public var variable: String?
    /// The manifest's name of the module that holds it.
    public var module: String
    /// Where the configuration is created.
    public var location: SourceLocation

    /// The container image.
    public var imageName: String?
    /// The identifier of a template that exists at the service.
    public var templateID: String?
    /// The GPU pools and excluded types, comma-separated and sorted; `nil` on CPU instances.
    public var gpuIDs: String?
    /// The least number of workers; `nil` where the source says `None`.
    public var workersMin: Int64?
    /// The largest number of workers; `nil` where the source says `None`.
    public var workersMax: Int64?
    /// The pod's settings; `nil` when a template of the service is used.
    public var template: TemplateConfiguration?

    /// How long an idle worker stays, in seconds.
    public var idleTimeout: Int64?
    /// How long a job may run, in milliseconds; 0 for no limit.
    public var executionTimeoutMs: Int64?
    /// The number of GPUs of a worker; 0 on CPU instances.
    public var gpuCount: Int64?
    /// The CPU instance types; `nil` on GPUs.
    public var instanceIDs: [String]?
    /// The data centers, comma-separated, if the source names any.
    public var locations: String?
    /// What the number of workers follows: `QUEUE_DELAY` or `REQUEST_COUNT`.
    public var scalerType: String?
    /// The scaler's threshold: seconds of delay, or requests.
    public var scalerValue: Int64?
    /// The CUDA versions a host may have, comma-separated; empty for any.
    public var allowedCudaVersions: String?
    /// Whether workers start from a snapshot.
    public var flashboot: Bool
    /// The identifier of a network volume that exists.
    public var networkVolumeID: String?
    /// A network volume that is created if it does not exist.
    public var networkVolume: NetworkVolumeConfiguration?
    /// The environment variables of the workers, in order.
    public var environment: [EnvironmentVariable]

    /// Whether the resource runs on CPU instances.
    public var isCPU: Bool { instanceIDs?.isEmpty == false || type.isCPU }
}

/// A pod's settings; `PodTemplate` in the library.
public struct TemplateConfiguration: Hashable, Sendable {
    /// The size of the container's disk in GB.
    public var containerDiskInGb: Int64? = 64
    /// The arguments of the container's command.
    public var dockerArgs: String? = ""
    /// The script that starts the container.
    public var startScript: String? = ""
    /// Whether the start script replaces the image's own start.
    public var advancedStart: Bool? = false
    /// The identifier of credentials for the image's registry.
    public var containerRegistryAuthId: String? = ""
    /// The image; empty for the resource's.
    public var imageName: String? = ""
    /// The ports to expose.
    public var ports: String? = ""
    /// The environment variables, in order.
    public var environment: [EnvironmentVariable] = []
}

/// A network volume; `NetworkVolume` in the library.
public struct NetworkVolumeConfiguration: Hashable, Sendable {
    /// The name.
    public var name: String
    /// The size in GB.
    public var size: Int64?
    /// The data center.
    public var dataCenterID: String
    /// The identifier, when the volume exists.
    public var id: String?
}

/// An environment variable of a worker.
public struct EnvironmentVariable: Hashable, Sendable {
    /// Where the value comes from.
    public enum Value: Hashable, Sendable {
        /// The sources say it.
        case constant(String)
        /// A variable of the environment the deployment runs in.
        case fromEnvironment(String)
    }

    /// The name.
    public var name: String
    /// The value.
    public var value: Value
}
