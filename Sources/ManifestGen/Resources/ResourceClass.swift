/// The resource classes of runpod-flash 1.0.0.
public enum ResourceClass: String, CaseIterable, Sendable {
    case liveServerless = "LiveServerless"
    case cpuLiveServerless = "CpuLiveServerless"
    case liveLoadBalancer = "LiveLoadBalancer"
    case cpuLiveLoadBalancer = "CpuLiveLoadBalancer"
    case loadBalancer = "LoadBalancerSlsResource"
    case cpuLoadBalancer = "CpuLoadBalancerSlsResource"
    case serverlessEndpoint = "ServerlessEndpoint"
    case cpuServerlessEndpoint = "CpuServerlessEndpoint"

    /// Whether the class runs on CPU instances by default.
    public var isCPU: Bool { rawValue.hasPrefix("Cpu") }

    /// Whether requests go straight to a worker over HTTP instead of through a queue.
    public var isLoadBalanced: Bool { rawValue.contains("LoadBalancer") }

    /// Whether the class runs the library's own image.
    public var isLive: Bool { rawValue.contains("Live") }

    /// What the manifest calls a live resource: a live load balancer.
    public var isLiveResource: Bool { isLive && isLoadBalanced }

    /// Finds the class of a dotted external path, such as `runpod_flash.LiveServerless`.
    init?(library path: String) {
        guard let name = Library.member(of: path) else { return nil }
        self.init(rawValue: name)
    }

    /// The image the class runs whatever is asked for; `nil` when the configuration names it.
    func lockedImage(_ images: WorkerImages) -> String? {
        switch self {
        case .liveServerless: images.gpu
        case .cpuLiveServerless: images.cpu
        case .liveLoadBalancer: images.loadBalancer
        case .cpuLiveLoadBalancer: images.cpuLoadBalancer
        default: nil
        }
    }
}

/// The images of the library's own workers.
public struct WorkerImages: Hashable, Sendable {
    /// The image of GPU queue workers.
    public var gpu: String
    /// The image of CPU queue workers.
    public var cpu: String
    /// The image of GPU load-balanced workers.
    public var loadBalancer: String
    /// The image of CPU load-balanced workers.
    public var cpuLoadBalancer: String

    /// Reads the images as the library does: `FLASH_IMAGE_TAG`, then `FLASH_GPU_IMAGE`, `FLASH_CPU_IMAGE`,
    /// `FLASH_LB_IMAGE` and `FLASH_CPU_LB_IMAGE`.
    ///
    /// - Parameter environment: the environment variables.
    public init(environment: [String: String] = [:]) {
        let tag = environment["FLASH_IMAGE_TAG"] ?? "latest"
        gpu = environment["FLASH_GPU_IMAGE"] ?? "runpod/flash:\(tag)"
        cpu = environment["FLASH_CPU_IMAGE"] ?? "runpod/flash-cpu:\(tag)"
        loadBalancer = environment["FLASH_LB_IMAGE"] ?? "runpod/flash-lb:\(tag)"
        cpuLoadBalancer = environment["FLASH_CPU_LB_IMAGE"] ?? "runpod/flash-lb-cpu:\(tag)"
    }
}
