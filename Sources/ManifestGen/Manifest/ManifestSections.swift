/// The parts of a manifest that follow from the scan.
struct ManifestSections {
    private(set) var resources: [JSONValue.Member] = []
    private(set) var registry: [JSONValue.Member] = []
    private(set) var routes: [JSONValue.Member] = []

    init(_ scanned: ScannedProject) {
        let functions = Dictionary(grouping: scanned.functions, by: \.resource)
        for resource in scanned.resources {
            guard let members = functions[resource.name] else { continue }
            resources.append(.init(resource.name, .object(Self.resource(resource, members))))
            registry += members.map { .init($0.name, .string(resource.name)) }
            let paths: [JSONValue.Member] = members.compactMap { function in
                guard let method = function.httpMethod, let path = function.httpPath else { return nil }
                return .init("\(method) \(path)", .string(function.name))
            }
            if !paths.isEmpty { routes.append(.init(resource.name, .object(paths))) }
        }
        if let mothership = scanned.mothership {
            let isTaken = resources.contains { $0.key == mothership.name }
            let name = isTaken ? "mothership-entrypoint" : mothership.name
            resources.append(.init(name, .object(Self.mothership(mothership))))
        }
    }

    private static func resource(
        _ resource: ResourceConfiguration,
        _ functions: [RemoteFunction]
    ) -> [JSONValue.Member] {
        [
            .init("resource_type", .string(resource.type.rawValue)),
            .init("functions", .array(functions.map { .object(function($0, of: resource)) })),
            .init("is_load_balanced", .bool(resource.type.isLoadBalanced)),
            .init("is_live_resource", .bool(resource.type.isLiveResource)),
            .init("config_variable", .optional(resource.variable)),
        ] + deployment(of: resource) + settings(of: resource) + requirements(of: functions)
    }

    private static func function(
        _ function: RemoteFunction,
        of resource: ResourceConfiguration
    ) -> [JSONValue.Member] {
        var members: [JSONValue.Member] = [
            .init("name", .string(function.name)),
            .init("module", .string(function.module)),
            .init("is_async", .bool(function.isAsync)),
            .init("is_class", .bool(function.isClass)),
            .init("is_load_balanced", .bool(resource.type.isLoadBalanced)),
            .init("is_live_resource", .bool(resource.type.isLiveResource)),
            .init("config_variable", .optional(function.configVariable)),
        ]
        if resource.type.isLoadBalanced {
            members.append(.init("http_method", .optional(function.httpMethod)))
            members.append(.init("http_path", .optional(function.httpPath)))
        }
        if function.isClass { members.append(.init("class_methods", .strings(function.methods))) }
        if function.isLocal { members.append(.init("is_local", .bool(true))) }
        if !function.acceleratesDownloads { members.append(.init("accelerate_downloads", .bool(false))) }
        return members
    }

    /// What the reference reads off the live configuration object.
    private static func deployment(of resource: ResourceConfiguration) -> [JSONValue.Member] {
        var members: [JSONValue.Member] = []
        if let image = resource.imageName { members.append(.init("imageName", .string(image))) }
        if let template = resource.templateID { members.append(.init("templateId", .string(template))) }
        if let gpus = resource.gpuIDs { members.append(.init("gpuIds", .string(gpus))) }
        members.append(.init("workersMin", .optional(resource.workersMin)))
        members.append(.init("workersMax", .optional(resource.workersMax)))
        if let template = resource.template {
            members.append(
                .init(
                    "template",
                    .object([
                        .init("containerDiskInGb", .optional(template.containerDiskInGb)),
                        .init("dockerArgs", .optional(template.dockerArgs)),
                        .init("startScript", .optional(template.startScript)),
                        .init("advancedStart", template.advancedStart.map { .bool($0) } ?? .null),
                        .init("containerRegistryAuthId", .optional(template.containerRegistryAuthId)),
                    ])
                )
            )
        }
        return members
    }

    private static func mothership(_ mothership: Mothership) -> [JSONValue.Member] {
        var members: [JSONValue.Member] = [
            .init("resource_type", .string(mothership.resourceType)),
            .init("functions", .array([])),
            .init("is_load_balanced", .bool(true)),
            .init("is_live_resource", .bool(true)),
            .init("is_mothership", .bool(true)),
        ]
        if mothership.isExplicit { members.append(.init("is_explicit", .bool(true))) }
        members += [
            .init("main_file", .string(mothership.mainFile)),
            .init("app_variable", .string(mothership.appVariable)),
            .init("imageName", .string(mothership.imageName)),
            .init("workersMin", .optional(mothership.workersMin)),
            .init("workersMax", .optional(mothership.workersMax)),
        ]
        if let configuration = mothership.configuration {
            if let gpus = configuration.gpuIDs { members.append(.init("gpuIds", .string(gpus))) }
            members += settings(of: configuration)
        }
        return members
    }
}
