/// The parameters of the library's classes.
enum ResourceParameter {
    /// The parameters of every resource class.
    static let resource: Set<String> = [
        "name", "gpus", "gpuIds", "gpuCount", "instanceIds", "workersMin", "workersMax", "workersPFBTarget",
        "idleTimeout",
        "executionTimeoutMs", "scalerType", "scalerValue", "env", "template", "templateId", "imageName",
        "networkVolume",
        "networkVolumeId", "datacenter", "locations", "flashboot", "cudaVersions", "allowedCudaVersions", "type",
    ]

    /// The fields the service fills in; the classes accept them and a build has no use for them.
    static let assignedByService: Set<String> = [
        "id", "activeBuildid", "aiKey", "computeType", "createdAt", "flashEnvironmentId", "hubRelease", "repo",
        "userId",
    ]

    /// The parameters of `PodTemplate`.
    static let template: Set<String> = [
        "advancedStart", "config", "containerDiskInGb", "containerRegistryAuthId", "dockerArgs", "env", "imageName",
        "name", "ports", "startScript", "id",
    ]

    /// The parameters of `NetworkVolume`.
    static let volume: Set<String> = ["name", "size", "dataCenterId", "id"]

    /// The parameters of `@remote` in order.
    static let remote = [
        "resource_config", "dependencies", "system_dependencies", "accelerate_downloads", "local", "method", "path",
    ]
}
