extension ManifestSections {
    /// The settings the reference's manifest loses on the way to the endpoint, after its own keys.
    static func settings(of resource: ResourceConfiguration) -> [JSONValue.Member] {
        var members: [JSONValue.Member] = [
            .init("idleTimeout", .optional(resource.idleTimeout)),
            .init("executionTimeoutMs", .optional(resource.executionTimeoutMs)),
            .init("gpuCount", .optional(resource.gpuCount)),
        ]
        if let instances = resource.instanceIDs { members.append(.init("instanceIds", .strings(instances))) }
        if let locations = resource.locations { members.append(.init("locations", .string(locations))) }
        members.append(.init("scalerType", .optional(resource.scalerType)))
        members.append(.init("scalerValue", .optional(resource.scalerValue)))
        if let versions = resource.allowedCudaVersions {
            members.append(.init("allowedCudaVersions", .string(versions)))
        }
        members.append(.init("flashboot", .bool(resource.flashboot)))
        if let volume = resource.networkVolumeID { members.append(.init("networkVolumeId", .string(volume))) }
        if let volume = resource.networkVolume { members.append(.init("network_volume", .object(self.volume(volume)))) }
        return members + environment(resource.environment) + podSettings(of: resource)
    }

    /// The packages the functions of a resource declare, in order, without repetition and without passwords.
    static func requirements(of functions: [RemoteFunction]) -> [JSONValue.Member] {
        [
            .init("dependencies", .strings(unique(functions.flatMap(\.dependencies)))),
            .init("system_dependencies", .strings(unique(functions.flatMap(\.systemDependencies)))),
        ]
    }

    private static func unique(_ dependencies: [RemoteFunction.Dependency]) -> [String] {
        var seen: Set<String> = []
        return dependencies.map(\.text.withoutUserInformation).filter { seen.insert($0).inserted }
    }

    private static func volume(_ volume: NetworkVolumeConfiguration) -> [JSONValue.Member] {
        var members: [JSONValue.Member] = [
            .init("name", .string(volume.name)),
            .init("size", .optional(volume.size)),
            .init("dataCenterId", .string(volume.dataCenterID)),
        ]
        if let id = volume.id { members.append(.init("id", .string(id))) }
        return members
    }

    /// The environment: constants with their values, which the sources in the artifact hold as well; the rest as the
    /// names of the variables that a deployment reads, so that a value from the outside never gets into a manifest.
    private static func environment(_ variables: [EnvironmentVariable]) -> [JSONValue.Member] {
        guard !variables.isEmpty else { return [] }
        var constants: [JSONValue.Member] = []
        var references: [JSONValue.Member] = []
        for variable in variables {
            switch variable.value {
            case .constant(let value): constants.append(.init(variable.name, .string(value)))
            case .fromEnvironment(let name): references.append(.init(variable.name, .string(name)))
            }
        }
        var members: [JSONValue.Member] = [.init("env_names", .strings(variables.map(\.name)))]
        if !constants.isEmpty { members.append(.init("env", .object(constants))) }
        if !references.isEmpty { members.append(.init("env_from_environment", .object(references))) }
        return members
    }

    /// The settings of a `PodTemplate` that the reference's `template` object leaves out.
    private static func podSettings(of resource: ResourceConfiguration) -> [JSONValue.Member] {
        guard let template = resource.template else { return [] }
        var members: [JSONValue.Member] = []
        if let image = template.imageName, !image.isEmpty { members.append(.init("imageName", .string(image))) }
        if let ports = template.ports, !ports.isEmpty { members.append(.init("ports", .string(ports))) }
        members += environment(template.environment)
        return members.isEmpty ? [] : [.init("pod_template", .object(members))]
    }
}
