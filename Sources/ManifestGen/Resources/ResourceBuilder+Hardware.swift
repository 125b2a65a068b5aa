extension ResourceBuilder {
    /// Reads GPUs, CPU instances and CUDA versions.
    ///
    /// A GPU class given `instanceIds` runs on CPUs, as the library has it: queue classes lose their GPUs, load
    /// balancers keep both.
    func readHardware(_ reader: ArgumentReader, into resource: inout ResourceConfiguration) {
        let standard = resource.type.isCPU ? [CPUInstance.standard.identifier] : nil
        resource.instanceIDs = reader.members("instanceIds", of: [.cpuInstanceType]).optional.or(standard)
        if resource.instanceIDs?.isEmpty == true {
            resource.instanceIDs = nil
        }
        let gpus = reader.members("gpus", of: [.gpuGroup, .gpuType])
        let identifiers = gpuIdentifiers(reader)
        let cudaVersions = cudaVersions(reader)
        let count = reader.integer("gpuCount", in: 0...64).or(1)
        if resource.type.isCPU {
            for name in ["gpus", "gpuIds", "gpuCount", "cudaVersions", "allowedCudaVersions"] where reader.has(name) {
                if case .some(.none) = reader.value(name)?.value { continue }
                reader.reject(
                    name,
                    "\(name) has no effect on CPU instances",
                    hint: "use \(resource.type.rawValue.dropFirst(3)) for GPUs, or leave it out"
                )
            }
            resource.gpuCount = 0
            return
        }
        if resource.instanceIDs != nil, !resource.type.isLoadBalanced {
            if reader.has("gpus") || reader.has("gpuIds") {
                reader.reject(
                    reader.has("gpus") ? "gpus" : "gpuIds",
                    "GPUs and instanceIds exclude each other",
                    hint: "remove one of them"
                )
            }
            resource.gpuCount = 0
            return
        }
        let chosen = gpus.or([(.gpuGroup, "any")]) ?? []
        resource.gpuIDs = identifiers ?? selection(chosen)
        resource.gpuCount = count
        resource.allowedCudaVersions = cudaVersions
        if resource.gpuIDs == nil, reader.value("gpus")?.value.elements?.isEmpty != false {
            reader.reject("gpus", "no GPU is selected", hint: "leave gpus out, or use a CPU class")
        }
    }

    private func selection(_ chosen: [(type: LibraryEnumeration, value: String)]) -> String? {
        if chosen.isEmpty { return nil }
        if chosen.contains(where: { $0.value == "any" }) {
            return GPUPool.identifiers(pools: Set(GPUPool.allCases), types: [])
        }
        return GPUPool.identifiers(
            pools: Set(chosen.compactMap { GPUPool(rawValue: $0.value) }),
            types: Set(chosen.filter { $0.type == .gpuType }.map(\.value))
        )
    }

    /// Reads `gpuIds`, the selection in the service's own form.
    private func gpuIdentifiers(_ reader: ArgumentReader) -> String? {
        guard case .value(let text) = reader.string("gpuIds"), !text.isEmpty else { return nil }
        let types = Set(GPUPool.allCases.flatMap { $0.types.map(\.value) })
        let parts = text.split(separator: ",").map { String($0.drop(while: \.isWhitespace)) }
        for part in parts
        where GPUPool(rawValue: part) == nil && !(part.hasPrefix("-") && types.contains(String(part.dropFirst()))) {
            reader.reject(
                "gpuIds",
                "gpuIds has no choice '\(part)'",
                hint: NearestName.hint(for: part, among: GPUPool.allCases.map(\.rawValue))
            )
        }
        return parts.sorted { $0.codePointsPrecede($1) }.joined(separator: ",")
    }

    private func cudaVersions(_ reader: ArgumentReader) -> String? {
        let listed = reader.members("cudaVersions", of: [.cudaVersion]).or([]) ?? []
        let text = reader.string("allowedCudaVersions").or(nil) ?? ""
        let parts = text.split(separator: ",").map { String($0.filter { !$0.isWhitespace }) }.filter { !$0.isEmpty }
        for part in parts where LibraryEnumeration.cudaVersion.member(withValue: part) == nil {
            reader.reject(
                "allowedCudaVersions",
                "there is no CUDA version '\(part)'",
                hint: "the choices are \(LibraryEnumeration.cudaVersion.members.map(\.value).joined(separator: ", "))"
            )
        }
        let versions = parts.isEmpty ? listed.map(\.value) : parts
        return versions.isEmpty ? nil : versions.joined(separator: ",")
    }
}

extension ArgumentReader.Setting<[(type: LibraryEnumeration, value: String)]> {
    /// The values without their types.
    fileprivate var optional: ArgumentReader.Setting<[String]> {
        switch self {
        case .absent: .absent
        case .none: .none
        case .value(let members): .value(members.map(\.value))
        }
    }
}
