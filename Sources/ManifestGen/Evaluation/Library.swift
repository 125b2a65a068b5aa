/// The names of runpod-flash 1.0.0 that projects use.
enum Library {
    /// The package.
    static let name = "runpod_flash"

    /// The names the package exports.
    static let exports: Set<String> = [
        "remote", "CpuInstanceType", "CpuLiveLoadBalancer", "CpuLiveServerless", "CpuLoadBalancerSlsResource",
        "CpuServerlessEndpoint", "CudaVersion", "DataCenter", "GpuGroup", "GpuType", "LiveLoadBalancer",
        "LiveServerless",
        "LoadBalancerSlsResource", "NetworkVolume", "PodTemplate", "ResourceManager", "ServerlessEndpoint",
        "ServerlessType", "FlashApp",
    ]

    /// The name of the decorator.
    static let remote = "\(name).remote"

    /// Whether a module is the package or inside it.
    static func isLibrary(_ module: String) -> Bool {
        module == name || module.hasPrefix("\(name).")
    }

    /// Shortens the path of a name imported from inside the package, `runpod_flash.client.remote`, to the exported
    /// path, `runpod_flash.remote`.
    static func canonical(_ path: String) -> String {
        let parts = path.split(separator: ".")
        guard parts.count > 2, parts[0] == name, let last = parts.last.map(String.init) else { return path }
        let isKnown = exports.contains(last) || LibraryEnumeration(rawValue: last) != nil
        return isKnown ? "\(name).\(last)" : path
    }

    /// The last component of a path inside the package: `remote` for `runpod_flash.remote`.
    static func member(of path: String) -> String? {
        let parts = path.split(separator: ".")
        return parts.count == 2 && parts[0] == name ? String(parts[1]) : nil
    }
}
