extension ResourceBuilder {
    /// Reads the image, the template and the disk limits of CPU instances.
    func readImage(_ reader: ArgumentReader, into resource: inout ResourceConfiguration) {
        let given = reader.string("imageName").or(nil).flatMap { $0.isEmpty ? nil : $0 }
        if let locked = resource.type.lockedImage(images) {
            if given != nil {
                reader.report(
                    Diagnostic(
                        .invalidParameter,
                        severity: .warning,
                        "\(reader.owner): imageName has no effect, the image is always \(locked)",
                        at: reader.location(of: "imageName"),
                        hint: resource.type.isLoadBalanced
                            ? "use LoadBalancerSlsResource for an image of your own"
                            : "use ServerlessEndpoint for an image of your own"
                    )
                )
            }
            resource.imageName = locked
        } else {
            resource.imageName = given
        }
        resource.templateID = reader.string("templateId").or(nil).flatMap { $0.isEmpty ? nil : $0 }
        resource.template = template(reader)
        let isTemplateGiven = resource.template != nil
        if resource.imageName == nil, resource.templateID == nil, !isTemplateGiven, !reader.has("template") {
            reader.reject(
                "imageName",
                "imageName, template or templateId is required",
                at: resource.location,
                hint: "add imageName=\"…\", or use a Live class for the library's own image"
            )
        }
        if resource.templateID == nil, !isTemplateGiven {
            resource.template = TemplateConfiguration()
        }
        limitDisk(reader, of: &resource)
    }

    private func limitDisk(_ reader: ArgumentReader, of resource: inout ResourceConfiguration) {
        // The GPU load balancers do not size the disk by instance types.
        guard resource.type.isCPU || !resource.type.isLoadBalanced else { return }
        let instances = (resource.instanceIDs ?? []).compactMap(CPUInstance.named)
        guard let smallest = instances.min(by: { $0.diskLimit < $1.diskLimit }),
            let size = resource.template?.containerDiskInGb
        else { return }
        if size == 64 {
            resource.template?.containerDiskInGb = smallest.diskLimit
        } else if size > smallest.diskLimit {
            reader.reject(
                "template",
                "a container disk of \(size) GB exceeds the \(smallest.diskLimit) GB of \(smallest.identifier)",
                hint: "use a larger instance type or at most \(smallest.diskLimit) GB"
            )
        }
    }

    private func template(_ reader: ArgumentReader) -> TemplateConfiguration? {
        guard let instance = nested("template", "PodTemplate", reader) else { return nil }
        let inner = ArgumentReader(
            instance,
            owner: "PodTemplate",
            known: ResourceParameter.template,
            evaluator: evaluator
        )
        defer { report(inner.diagnostics) }
        return TemplateConfiguration(
            containerDiskInGb: inner.integer("containerDiskInGb", in: 1...Int64.max).or(64),
            dockerArgs: inner.string("dockerArgs").or(""),
            startScript: inner.string("startScript").or(""),
            advancedStart: inner.boolean("advancedStart").or(false),
            containerRegistryAuthId: inner.string("containerRegistryAuthId").or(""),
            imageName: inner.string("imageName").or(""),
            ports: inner.string("ports").or(""),
            environment: inner.environmentList("env")
        )
    }

    /// Reads `networkVolume=NetworkVolume(…)`.
    func networkVolume(_ reader: ArgumentReader) -> NetworkVolumeConfiguration? {
        guard let instance = nested("networkVolume", "NetworkVolume", reader) else { return nil }
        let inner = ArgumentReader(
            instance,
            owner: "NetworkVolume",
            known: ResourceParameter.volume,
            evaluator: evaluator
        )
        defer { report(inner.diagnostics) }
        if !inner.has("name") {
            inner.reject("name", "a name is required", at: instance.location, hint: "add name=\"…\"")
        }
        return NetworkVolumeConfiguration(
            name: inner.string("name").or("") ?? "",
            size: inner.integer("size", in: 1...Int64.max).or(100),
            dataCenterID: inner.member("dataCenterId", of: .dataCenter).or("EU-RO-1") ?? "EU-RO-1",
            id: inner.string("id").or(nil)
        )
    }

    /// The call, or the dictionary that stands for it, behind an argument that takes an object.
    private func nested(_ name: String, _ type: String, _ reader: ArgumentReader) -> Instance? {
        if let written = written(name, type, reader) { return written }
        guard let evaluated = reader.value(name) else { return nil }
        switch evaluated.value {
        case .none: return nil
        case .instance(let instance) where instance.type == "\(Library.name).\(type)": return instance
        case .external, .environment, .definition, .module:
            reader.report(evaluator.failure(needing: evaluated.value, at: evaluated.location).diagnostic)
        default:
            reader.reject(
                name,
                "\(name) must be a \(type), not \(evaluated.value.typeName)",
                at: evaluated.location,
                hint: "write \(name)=\(type)(…)"
            )
        }
        return nil
    }

    /// The dictionary display that stands for an object; the library's models accept one.
    private func written(_ name: String, _ type: String, _ reader: ArgumentReader) -> Instance? {
        guard let argument = reader.argument(name), case .dictionary(let items) = argument.value.node else {
            return nil
        }
        var arguments: [Instance.Argument] = []
        for item in items {
            guard let key = item.key, case .string(let field) = key.node else { return nil }
            let place = evaluator.location(of: key, in: argument.context)
            arguments.append(.init(name: field, value: item.value, context: argument.context, location: place))
        }
        return Instance(
            type: "\(Library.name).\(type)",
            module: argument.context.module,
            location: argument.location,
            arguments: arguments,
            hasUnknownArguments: false
        )
    }
}
