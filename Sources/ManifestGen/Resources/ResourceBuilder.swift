/// Turns calls of resource classes into configurations, each call once.
final class ResourceBuilder {
    let evaluator: Evaluator
    let images: WorkerImages
    private(set) var diagnostics: [Diagnostic] = []
    private var built: [Instance: ResourceConfiguration] = [:]
    private lazy var variables = VariableIndex(evaluator.index)

    init(evaluator: Evaluator, images: WorkerImages) {
        self.evaluator = evaluator
        self.images = images
    }

    /// Builds the configuration a call of a resource class makes; `nil` when the call is of something else.
    func configuration(of instance: Instance) -> ResourceConfiguration? {
        if let known = built[instance] { return known }
        guard let type = ResourceClass(library: instance.type) else { return nil }
        let reader = ArgumentReader(
            instance,
            owner: type.rawValue,
            known: ResourceParameter.resource.union(ResourceParameter.assignedByService),
            evaluator: evaluator
        )
        let variable = variables.variable(holding: instance)
        var resource = ResourceConfiguration(
            type: type,
            name: name(reader, variable: variable, instance),
            variable: variable,
            module: evaluator.index.module(instance.module)?.manifestName ?? instance.module,
            location: instance.location,
            flashboot: reader.boolean("flashboot").or(true) ?? false,
            environment: reader.environment("env")
        )
        readScaling(reader, into: &resource)
        readHardware(reader, into: &resource)
        readPlacement(reader, into: &resource)
        readImage(reader, into: &resource)
        warnAboutService(reader)
        diagnostics += reader.diagnostics
        built[instance] = resource
        return resource
    }

    /// Where the configurations stand that were built.
    var locations: Set<SourceLocation> { Set(built.keys.map(\.location)) }

    /// Adds the findings of a nested reader.
    func report(_ findings: [Diagnostic]) { diagnostics += findings }

    private func name(_ reader: ArgumentReader, variable: String?, _ instance: Instance) -> String {
        switch reader.string("name") {
        case .value(let name):
            if name.isEmpty || name.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7f })
                || name.first?.isWhitespace == true || name.last?.isWhitespace == true
            {
                reader.reject("name", "the name must not be empty, nor begin or end with white space")
            }
            return name
        case .none, .absent:
            if !reader.has("name") {
                reader.reject(
                    "name",
                    "a name is required; importing the module fails without one",
                    at: instance.location,
                    hint: "add name=\"\(variable ?? "worker")\""
                )
            }
            return variable ?? "\(reader.owner)"
        }
    }

    private func readScaling(_ reader: ArgumentReader, into resource: inout ResourceConfiguration) {
        resource.workersMin = reader.integer("workersMin", in: 0...Int64.max).or(0)
        resource.workersMax = reader.integer("workersMax", in: 0...Int64.max).or(3)
        if let least = resource.workersMin, let most = resource.workersMax, least > most {
            let name = reader.has("workersMin") ? "workersMin" : "workersMax"
            reader.reject(name, "workersMin (\(least)) is greater than workersMax (\(most))")
        }
        resource.idleTimeout = reader.integer("idleTimeout", in: 0...Int64.max).or(5)
        resource.executionTimeoutMs = reader.integer("executionTimeoutMs", in: 0...Int64.max).or(0)
        _ = reader.integer("workersPFBTarget", in: 0...Int64.max)
        let scaler = resource.type.isLoadBalanced ? "REQUEST_COUNT" : "QUEUE_DELAY"
        resource.scalerType = reader.member("scalerType", of: .serverlessScalerType).or(scaler)
        if resource.type.isLoadBalanced, resource.scalerType == "QUEUE_DELAY" {
            reader.reject(
                "scalerType",
                "a load-balanced endpoint scales by REQUEST_COUNT",
                hint: "leave scalerType out"
            )
        }
        resource.scalerValue = reader.integer("scalerValue", in: 1...Int64.max).or(4)
        let type = resource.type.isLoadBalanced ? "LB" : "QB"
        if let given = reader.member("type", of: .serverlessType).or(type), given != type {
            reader.reject("type", "\(reader.owner) is always of type \(type)", hint: "leave type out")
        }
    }

    private func readPlacement(_ reader: ArgumentReader, into resource: inout ResourceConfiguration) {
        let dataCenter = reader.member("datacenter", of: .dataCenter).or("EU-RO-1")
        resource.locations =
            reader.string("locations").or(nil).flatMap { $0.isEmpty ? nil : $0 }
            ?? (reader.has("datacenter") ? dataCenter : nil)
        resource.networkVolumeID = reader.string("networkVolumeId").or(nil)
        resource.networkVolume = networkVolume(reader)
        if let volume = resource.networkVolume {
            if volume.dataCenterID != dataCenter {
                reader.reject(
                    "networkVolume",
                    "the volume is in \(volume.dataCenterID), the endpoint in \(dataCenter ?? "no data center")"
                )
            }
            resource.networkVolumeID = volume.id ?? resource.networkVolumeID
        }
    }

    private func warnAboutService(_ reader: ArgumentReader) {
        for name in ResourceParameter.assignedByService.sorted() where reader.has(name) {
            reader.report(
                Diagnostic(
                    .unknownParameter,
                    severity: .warning,
                    "'\(name)' is assigned by the service and has no effect here",
                    at: reader.location(of: name)
                )
            )
        }
    }
}
