/// The enumerations of runpod-flash 1.0.0 that configurations use.
enum LibraryEnumeration: String, CaseIterable, Sendable {
    case gpuGroup = "GpuGroup"
    case gpuType = "GpuType"
    case cpuInstanceType = "CpuInstanceType"
    case dataCenter = "DataCenter"
    case cudaVersion = "CudaVersion"
    case serverlessType = "ServerlessType"
    case serverlessScalerType = "ServerlessScalerType"

    /// The members in order of definition.
    var members: [(name: String, value: String)] {
        switch self {
        case .gpuGroup: [("ANY", "any")] + GPUPool.allCases.map { ($0.rawValue, $0.rawValue) }
        case .gpuType: [("ANY", "any")] + GPUPool.allCases.flatMap(\.types)
        case .cpuInstanceType: CPUInstance.all.map { ($0.memberName, $0.identifier) }
        case .dataCenter: [("EU_RO_1", "EU-RO-1")]
        case .cudaVersion:
            ["11.8"].map(Self.cudaMember) + (0...8).map { Self.cudaMember("12.\($0)") }
        case .serverlessType: [("QB", "QB"), ("LB", "LB")]
        case .serverlessScalerType: [("QUEUE_DELAY", "QUEUE_DELAY"), ("REQUEST_COUNT", "REQUEST_COUNT")]
        }
    }

    private static func cudaMember(_ version: String) -> (name: String, value: String) {
        ("V" + version.map { $0 == "." ? "_" : String($0) }.joined(), version)
    }

    /// Finds the member with a value.
    func member(withValue value: String) -> (name: String, value: String)? {
        members.first { $0.value == value }
    }

    /// Finds the member with a name.
    func member(named name: String) -> (name: String, value: String)? {
        members.first { $0.name == name }
    }
}
